package gateway.local;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The sandbox's model: the same messages always get the same answer. The last user message may order it to fail, to wait,
 * to be long or to end badly, so that an application can be tried against every mood of a vendor.
 */
public final class ScriptedChatModel implements ChatModel, DeliveryScript {

    private static final int ECHOED_CHARS = 60;

    private final SandboxSettings settings;

    public ScriptedChatModel(SandboxSettings settings) {
        this.settings = settings;
    }

    /** @throws HttpException when the last user message orders a failure */
    @Override
    public ChatResponse doChat(ChatRequest request) {
        String question = question(request.messages());
        Instructions ordered = Instructions.in(question);
        if (ordered.failStatus() != 0) {
            throw new HttpException(ordered.failStatus(), "the sandbox fails with this status because it was told to");
        }
        String answer = ordered.words() > 0 ? numbered(ordered.words()) : echo(question);
        return ChatResponse.builder().aiMessage(AiMessage.from(answer)).build();
    }

    @Override
    public Delivery deliveryOf(List<ChatMessage> messages) {
        Instructions ordered = Instructions.in(question(messages));
        Duration delay = ordered.delay().compareTo(settings.maxWait()) > 0 ? settings.maxWait() : ordered.delay();
        return new Delivery(delay, settings.interval(), ordered.endAfter(), ordered.ending());
    }

    /** Numbered, so that a caller sees at a glance whether one was lost. */
    private String numbered(int words) {
        return IntStream.rangeClosed(1, Math.min(words, settings.maxWords()))
                .mapToObj(number -> "word" + number)
                .collect(Collectors.joining(" "));
    }

    private static String echo(String question) {
        StringBuilder start = new StringBuilder();
        for (String word : Words.of(question)) {
            if (start.length() + word.length() > ECHOED_CHARS) {
                start.append('…');
                break;
            }
            start.append(word);
        }
        return "Hello from the sandbox. You said: \"" + start.toString().strip() + "\" I am a scripted model: the same"
                + " message always gets this same answer, and no vendor is called.";
    }

    private static String question(List<ChatMessage> messages) {
        for (ChatMessage message : messages.reversed()) {
            if (message instanceof UserMessage user && user.hasSingleText()) {
                return user.singleText();
            }
        }
        return "";
    }
}
