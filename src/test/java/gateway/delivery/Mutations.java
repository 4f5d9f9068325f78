package gateway.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Spoils good messages, by a seed: in their bytes, or in their JSON, where one value becomes another of any type. */
final class Mutations {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> VALUES = List.of(
            "null",
            "5",
            "-1.5",
            "1e400",
            "99999999999999999999",
            "\"\"",
            "\"x\"",
            "true",
            "[]",
            "{}",
            "[null]",
            "[[]]",
            "[{}]",
            "[5]",
            "{\"a\":null}",
            "\"\\ud83d\"",
            "[".repeat(40) + "]".repeat(40));

    private final Random random;

    Mutations(long seed) {
        this.random = new Random(seed);
    }

    /** One to three values replaced or removed; text that is no JSON has its bytes spoilt instead. */
    byte[] json(byte[] good) {
        try {
            JsonNode tree = JSON.readTree(good);
            for (int i = random.nextInt(3); i >= 0; i--) {
                List<ContainerNode<?>> containers = new ArrayList<>();
                collect(tree, containers);
                if (!containers.isEmpty()) {
                    spoil(containers.get(random.nextInt(containers.size())));
                }
            }
            return JSON.writeValueAsBytes(tree);
        } catch (IOException e) {
            return bytes(good);
        }
    }

    /** The data of some of the events spoilt as JSON. */
    String stream(String good) {
        StringBuilder spoilt = new StringBuilder();
        for (String line : good.split("\n", -1)) {
            boolean chosen = line.startsWith("data:") && random.nextInt(4) == 0;
            byte[] data = line.substring(Math.min(5, line.length())).getBytes(StandardCharsets.UTF_8);
            spoilt.append(chosen ? "data:" + new String(json(data), StandardCharsets.UTF_8) : line)
                    .append('\n');
        }
        return spoilt.toString();
    }

    /** Cut, doubled in part, or with single bytes changed. */
    byte[] bytes(byte[] good) {
        byte[] spoilt = good.clone();
        for (int i = random.nextInt(4); i >= 0 && spoilt.length > 0; i--) {
            spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt(256);
        }
        return random.nextBoolean() || spoilt.length == 0
                ? spoilt
                : java.util.Arrays.copyOf(spoilt, random.nextInt(spoilt.length));
    }

    private void spoil(ContainerNode<?> container) {
        int size = container.size();
        int at = size == 0 ? 0 : random.nextInt(size);
        JsonNode value = value();
        if (container instanceof ArrayNode array) {
            if (size == 0) {
                array.add(value);
            } else {
                array.set(at, value);
            }
        } else if (container instanceof ObjectNode object && size > 0) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            if (random.nextInt(4) == 0) {
                object.remove(names.get(at));
            } else {
                object.set(names.get(at), value);
            }
        }
    }

    private JsonNode value() {
        try {
            return JSON.readTree(VALUES.get(random.nextInt(VALUES.size())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(JsonNode node, List<ContainerNode<?>> containers) {
        if (node instanceof ContainerNode<?> container) {
            containers.add(container);
            container.forEach(child -> collect(child, containers));
        }
    }
}
