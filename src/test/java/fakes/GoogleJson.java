package fakes;

/** Answers as Google gives them. */
public final class GoogleJson {

    private GoogleJson() {}

    /** An answer of these parts. */
    public static Script whole(String parts, String finish) {
        return Script.json(
                200,
                "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[" + parts + "]},\"finishReason\":\""
                        + finish
                        + "\"}],\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":5,\"totalTokenCount\":14},"
                        + "\"responseId\":\"r\"}");
    }

    /** An event for each part; the counts come before the last one only. */
    public static Script stream(String... parts) {
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            events.append("data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[")
                    .append(parts[i])
                    .append("]}")
                    .append(i == parts.length - 1 ? ",\"finishReason\":\"STOP\"}]" : "}]")
                    .append(
                            i == parts.length - 1
                                    ? ""
                                    : ",\"usageMetadata\":{\"promptTokenCount\":9,\"totalTokenCount\":9}")
                    .append(",\"responseId\":\"r\"}\n\n");
        }
        return Script.rawStream(events.toString());
    }
}
