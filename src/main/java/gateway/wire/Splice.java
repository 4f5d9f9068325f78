package gateway.wire;

import gateway.wire.ChatRequest.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Replaces spans of a byte array in one copy. Not thread-safe; used once. */
final class Splice {

    private static final Comparator<Edit> BY_POSITION =
            Comparator.<Edit>comparingInt(edit -> edit.span.start()).thenComparingInt(edit -> edit.span.end());

    private record Edit(Span span, byte[] replacement) {}

    private final byte[] source;
    private final List<Edit> edits = new ArrayList<>(4);

    Splice(byte[] source) {
        this.source = source;
    }

    /** Replaces a span; spans of one splice must not overlap. An empty span inserts. */
    Splice replace(Span span, byte[] replacement) {
        edits.add(new Edit(span, replacement));
        return this;
    }

    Splice insert(int position, byte[] bytes) {
        return replace(new Span(position, position), bytes);
    }

    byte[] toBytes() {
        if (edits.isEmpty()) {
            return source;
        }
        edits.sort(BY_POSITION);
        int length = source.length;
        for (Edit edit : edits) {
            length += edit.replacement.length - edit.span.length();
        }
        byte[] result = new byte[length];
        int from = 0;
        int to = 0;
        for (Edit edit : edits) {
            int kept = edit.span.start() - from;
            System.arraycopy(source, from, result, to, kept);
            to += kept;
            System.arraycopy(edit.replacement, 0, result, to, edit.replacement.length);
            to += edit.replacement.length;
            from = edit.span.end();
        }
        System.arraycopy(source, from, result, to, source.length - from);
        return result;
    }
}
