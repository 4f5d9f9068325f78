package streams;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Options of a command: {@code --name value}, some of them several times. */
public final class Options {

    private final Map<String, List<String>> values = new HashMap<>();

    private Options() {}

    /** @throws IllegalArgumentException for an unknown option, or one without a value */
    public static Options of(String[] args, Set<String> known) {
        Options options = new Options();
        for (int i = 1; i < args.length; i += 2) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : "";
            if (!known.contains(name)) {
                throw new IllegalArgumentException("unknown option " + args[i]);
            }
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " needs a value");
            }
            options.values.computeIfAbsent(name, n -> new ArrayList<>()).add(args[i + 1]);
        }
        return options;
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    public String text(String name, String otherwise) {
        return values.containsKey(name) ? values.get(name).getLast() : otherwise;
    }

    public String text(String name) {
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException("--" + name + " is missing");
        }
        return values.get(name).getLast();
    }

    public double number(String name, double otherwise, double min, double max) {
        String text = text(name, String.valueOf(otherwise));
        try {
            double value = Double.parseDouble(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new IllegalArgumentException(
                "--%s must be a number from %s to %s, got %s".formatted(name, plain(min), plain(max), text));
    }

    public int whole(String name, int otherwise, int min, int max) {
        return (int) number(name, otherwise, min, max);
    }

    public boolean flag(String name, boolean otherwise) {
        return switch (text(name, String.valueOf(otherwise))) {
            case "true", "on" -> true;
            case "false", "off" -> false;
            default -> throw new IllegalArgumentException("--" + name + " must be on or off, got " + text(name));
        };
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
