package gateway.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map.Entry;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** An object of ours beside one of the library's, through the same changes. */
class SmallNodesProperties {

    /** Members that may be named: more than an object keeps in its array. */
    private static final int NAMES = 12;

    enum Change {
        SET,
        REMOVE,
        REMOVE_WHILE_WALKING,
        SET_WHILE_WALKING
    }

    @Property
    void isAsAnyOtherObject(@ForAll @Size(max = 60) List<@IntRange(max = NAMES * 4 - 1) Integer> steps) {
        ObjectNode small = SmallNodes.INSTANCE.objectNode();
        ObjectNode usual = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < steps.size(); i++) {
            Change change = Change.values()[steps.get(i) / NAMES];
            // Not the same instance of a name twice: names are compared, not their addresses.
            String name = "n" + steps.get(i) % NAMES;
            change(small, change, name, i);
            change(usual, change, name, i);
            assertThat(small).isEqualTo(usual).hasToString(usual.toString()).hasSameHashCodeAs(usual);
            assertThat(usual).isEqualTo(small).isEqualTo(small.deepCopy());
            assertThat(small.get(name)).isEqualTo(usual.get(name));
            assertThat(small.has(name)).isEqualTo(usual.has(name));
            assertThat(small.fieldNames()).toIterable().containsExactlyElementsOf(usual::fieldNames);
            assertThat(small).containsExactlyElementsOf(usual);
        }
    }

    private static void change(ObjectNode object, Change change, String name, int value) {
        switch (change) {
            case SET -> object.put(name, value);
            case REMOVE -> object.remove(name);
            case REMOVE_WHILE_WALKING -> {
                Iterator<Entry<String, JsonNode>> members = object.fields();
                while (members.hasNext()) {
                    if (members.next().getKey().equals(name)) {
                        members.remove();
                    }
                }
            }
            case SET_WHILE_WALKING -> object.properties().forEach(member -> member.setValue(IntNode.valueOf(value)));
        }
    }
}
