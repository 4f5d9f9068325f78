package streams;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A text as it may come over a network: in one piece, in two cut anywhere, byte by byte. */
public final class Cuts {

    private Cuts() {}

    public static Stream<byte[][]> of(String text) {
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        Stream<byte[][]> inTwo = IntStream.range(0, all.length)
                .mapToObj(at -> new byte[][] {piece(all, 0, at), piece(all, at, all.length)});
        byte[][] single = IntStream.range(0, all.length)
                .mapToObj(at -> piece(all, at, at + 1))
                .toArray(byte[][]::new);
        return Stream.concat(inTwo, Stream.<byte[][]>of(single));
    }

    private static byte[] piece(byte[] all, int from, int to) {
        return java.util.Arrays.copyOfRange(all, from, to);
    }
}
