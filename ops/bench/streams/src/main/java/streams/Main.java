package streams;

import java.io.IOException;
import streams.load.Load;
import streams.mock.Mock;

/** Measures gateways by streams: a mock vendor whose events carry a number and a clock, and a load that checks them. */
public final class Main {

    private static final String USAGE = """
            usage: java -jar streams.jar mock --port P [options]
                   java -jar streams.jar load --url http://127.0.0.1:P/v1/chat/completions --streams N [options]
            The options stand in README.md.""";

    private Main() {}

    public static void main(String[] args) throws IOException {
        String command = args.length == 0 ? "" : args[0];
        try {
            switch (command) {
                case "mock" -> Mock.of(Options.of(args, Mock.OPTIONS)).run();
                case "load" ->
                    System.out.println(Load.of(Options.of(args, Load.OPTIONS)).run());
                default -> throw new IllegalArgumentException("which command?");
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + USAGE);
            System.exit(2);
        }
    }
}
