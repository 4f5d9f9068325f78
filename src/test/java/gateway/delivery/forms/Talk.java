package gateway.delivery.forms;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What is meant by requests and answers, in nobody's form. The same seed makes the same. */
public final class Talk {

    private static final String[] WORDS = {"hello", "你好", "\"quoted\"", "two\nlines", "😀", "a{b}c", "\\", "ünï", "null"
    };
    private static final List<String> SCHEMAS = List.of(
            "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\",\"description\":\"type\"}},"
                    + "\"required\":[\"city\"],\"additionalProperties\":false}",
            "{\"type\":\"object\",\"properties\":{\"type\":{\"type\":\"string\",\"enum\":[\"A\",\"b\"]},"
                    + "\"list\":{\"type\":\"array\",\"items\":{\"type\":\"integer\",\"minimum\":1}}},"
                    + "\"required\":[\"type\",\"list\"],\"additionalProperties\":false}",
            "{\"type\":\"object\",\"properties\":{\"deep\":{\"type\":\"object\",\"properties\":{\"n\":{\"anyOf\":"
                    + "[{\"type\":\"number\"},{\"type\":\"boolean\"}]}},\"required\":[\"n\"],"
                    + "\"additionalProperties\":false}},\"required\":[\"deep\"],\"additionalProperties\":false}");

    private final Random random;
    private final Set<Word> words;
    private int calls;

    /** @param ends the forms that both have to know what is said */
    public Talk(long seed, Form... ends) {
        this.random = new Random(seed);
        this.words = EnumSet.allOf(Word.class);
        for (Form end : ends) {
            words.removeAll(end.lacks());
        }
    }

    public ObjectNode request() {
        ObjectNode talk = Form.JSON.createObjectNode();
        if (random.nextBoolean()) {
            talk.put("system", text());
        }
        ArrayNode turns = talk.putArray("turns");
        user(turns);
        for (int more = random.nextInt(3); more > 0; more--) {
            model(turns);
            user(turns);
        }
        tools(talk);
        if (may(Word.STOP)) {
            talk.putArray("stop").add("END").add(text());
        }
        if (random.nextBoolean()) {
            talk.put("temperature", random.nextInt(10) / 10.0);
        }
        if (random.nextBoolean()) {
            talk.put("top_p", (1 + random.nextInt(9)) / 10.0);
        }
        talk.put("most", 30_000 + random.nextInt(1000));
        if (may(Word.EFFORT)) {
            talk.put("effort", any("low", "medium", "high"));
        }
        if (random.nextBoolean()) {
            talk.set("schema", Form.json(any(SCHEMAS.toArray(String[]::new))));
        }
        return talk;
    }

    public ObjectNode answer() {
        ObjectNode answer = Form.JSON.createObjectNode();
        if (random.nextInt(3) == 0) {
            answer.put("thought", text());
        }
        boolean calling = random.nextBoolean();
        if (!calling || random.nextBoolean()) {
            answer.put("text", text());
        }
        if (calling) {
            calls(answer, false);
        }
        answer.put("end", calling ? "tools" : any("stop", "length", "filter"));
        int prompt = 10 + random.nextInt(100);
        int completion = 10 + random.nextInt(100);
        ObjectNode usage = answer.putObject("usage");
        usage.put("prompt", prompt).put("cached", random.nextInt(prompt)).put("completion", completion);
        if (words.contains(Word.REASONING)) {
            usage.put("reasoning", random.nextInt(completion));
        }
        return answer;
    }

    /** No two texts in a row: some forms know no border between them. */
    private void user(ArrayNode turns) {
        ArrayNode said = turns.addObject().put("by", "user").putArray("said");
        if (may(Word.PICTURES)) {
            said.addObject().put("text", text());
            said.addObject().put("picture", "data:image/png;base64,iVBORw0KGgo" + random.nextInt(10) + "A==");
        }
        said.addObject().put("text", text());
    }

    private void model(ArrayNode turns) {
        ObjectNode turn = turns.addObject().put("by", "model");
        if (may(Word.THOUGHTS)) {
            turn.putObject("thought").put("text", text()).put("signature", "c2ln");
        }
        boolean calling = random.nextBoolean();
        if (!calling || random.nextBoolean()) {
            turn.put("text", text());
        }
        if (!calling) {
            return;
        }
        calls(turn, words.contains(Word.MARKS));
        ArrayNode results = turns.addObject().put("by", "tools").putArray("results");
        turn.get("calls").forEach(call -> {
            ObjectNode result = results.addObject().put("id", call.get("id").textValue());
            result.put("name", call.get("name").textValue()).put("text", text());
            if (may(Word.FAILED)) {
                result.put("failed", true);
            }
        });
    }

    private void calls(ObjectNode turn, boolean marked) {
        ArrayNode made = turn.putArray("calls");
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            ObjectNode call = made.addObject().put("id", "call_" + calls++).put("name", "tool_" + random.nextInt(3));
            ObjectNode arguments = call.putObject("arguments");
            if (random.nextBoolean()) {
                arguments.put("city", text()).put("big_number", 12_345_678_901L).put("part", 0.5);
                arguments.putArray("list").add(1).addNull().addObject().put("deep", true);
            }
            if (marked && random.nextBoolean()) {
                call.put("mark", "bWFyaw==");
            }
        }
    }

    private void tools(ObjectNode talk) {
        int count = random.nextInt(4);
        if (count == 0) {
            return;
        }
        ArrayNode tools = talk.putArray("tools");
        for (int i = 0; i < count; i++) {
            ObjectNode tool = tools.addObject().put("name", "tool_" + i).put("description", text());
            tool.set("schema", Form.json(any(SCHEMAS.toArray(String[]::new))));
        }
        if (random.nextBoolean()) {
            talk.put("choice", any("auto", "any", "none", "tool_0"));
        }
    }

    private boolean may(Word word) {
        return words.contains(word) && random.nextBoolean();
    }

    private String text() {
        return random.nextBoolean() ? any(WORDS) : any(WORDS) + ' ' + any(WORDS);
    }

    private String any(String... of) {
        return of[random.nextInt(of.length)];
    }
}
