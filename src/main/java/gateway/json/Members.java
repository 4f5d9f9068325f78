package gateway.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object, in their order. Objects on the wire are small, and a tree of one stream event has a dozen:
 * with their names and values in one array an object of three takes about 90 bytes where a linked hash map takes 260, and
 * is searched as fast. A larger one becomes such a map. Not thread-safe.
 */
final class Members extends AbstractMap<String, JsonNode> {

    /** Members up to which looking at one after the other is as fast as hashing. */
    private static final int FEW = 8;

    private static final int FIRST_ROOM = 3;

    private static final Object[] NONE = {};

    /** Name, value, name, value... */
    private Object[] pairs = NONE;

    private int size;
    private @Nullable Map<String, JsonNode> many;

    @Override
    public int size() {
        return many == null ? size : many.size();
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return many == null ? at(name) >= 0 : many.containsKey(name);
    }

    @Override
    public @Nullable JsonNode get(@Nullable Object name) {
        if (many != null) {
            return many.get(name);
        }
        int at = at(name);
        return at < 0 ? null : (JsonNode) pairs[at + 1];
    }

    @Override
    public @Nullable JsonNode put(String name, JsonNode value) {
        if (many != null) {
            return many.put(name, value);
        }
        int at = at(name);
        if (at >= 0) {
            JsonNode before = (JsonNode) pairs[at + 1];
            pairs[at + 1] = value;
            return before;
        }
        if (size == FEW) {
            many = new LinkedHashMap<>(this);
            pairs = NONE;
            return many.put(name, value);
        }
        if (2 * size == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * (size == 0 ? FIRST_ROOM : FEW));
        }
        pairs[2 * size] = name;
        pairs[2 * size + 1] = value;
        size++;
        return null;
    }

    @Override
    public @Nullable JsonNode remove(@Nullable Object name) {
        if (many != null) {
            return many.remove(name);
        }
        int at = at(name);
        if (at < 0) {
            return null;
        }
        JsonNode before = (JsonNode) pairs[at + 1];
        removeAt(at);
        return before;
    }

    @Override
    public Set<Entry<String, JsonNode>> entrySet() {
        return many == null ? new Pairs() : many.entrySet();
    }

    private int at(@Nullable Object name) {
        for (int i = 0; i < 2 * size; i += 2) {
            if (Objects.equals(pairs[i], name)) {
                return i;
            }
        }
        return -1;
    }

    private void removeAt(int at) {
        Object[] rest = new Object[pairs.length];
        System.arraycopy(pairs, 0, rest, 0, at);
        System.arraycopy(pairs, at + 2, rest, at, 2 * size - at - 2);
        pairs = rest;
        size--;
    }

    private final class Pairs extends AbstractSet<Entry<String, JsonNode>> {

        @Override
        public int size() {
            return size;
        }

        @Override
        public Iterator<Entry<String, JsonNode>> iterator() {
            return new Walk();
        }
    }

    private final class Walk implements Iterator<Entry<String, JsonNode>> {

        private int next;

        @Override
        public boolean hasNext() {
            return next < 2 * size;
        }

        @Override
        public Entry<String, JsonNode> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            next += 2;
            return new Member((String) pairs[next - 2], (JsonNode) pairs[next - 1]);
        }

        @Override
        public void remove() {
            next -= 2;
            removeAt(next);
        }
    }

    /** Changes the object when it is changed, as that of any map. */
    private final class Member extends SimpleEntry<String, JsonNode> {

        private static final long serialVersionUID = 1;

        Member(String name, JsonNode value) {
            super(name, value);
        }

        @Override
        public JsonNode setValue(JsonNode value) {
            put(getKey(), value);
            return super.setValue(value);
        }
    }
}
