package gateway.api;

/** Tells whether an object of JSON that comes in pieces has come to its end, by its brackets alone. */
final class JsonProgress {

    private int depth;
    private boolean begun;
    private boolean inString;
    private boolean escaped;

    void add(CharSequence piece) {
        for (int i = 0; i < piece.length(); i++) {
            add(piece.charAt(i));
        }
    }

    /** Whether nothing is missing; false for what is no object. */
    boolean whole() {
        return begun && depth <= 0;
    }

    private void add(char c) {
        if (inString) {
            inString = escaped || c != '"';
            escaped = !escaped && c == '\\';
            return;
        }
        switch (c) {
            case '"' -> inString = true;
            case '{', '[' -> {
                depth++;
                begun = true;
            }
            case '}', ']' -> depth--;
            default -> {
                // between brackets
            }
        }
    }
}
