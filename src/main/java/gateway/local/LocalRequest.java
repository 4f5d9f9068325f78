package gateway.local;

import dev.langchain4j.data.message.ChatMessage;
import java.util.List;

/**
 * A canonical chat request, as far as a LangChain4j model behind Camel can serve it.
 *
 * @param includeUsage whether a stream ends with a usage chunk
 * @param maxWords longest answer the caller allows
 * @param messages a list that may be changed, as the Camel component does
 */
public record LocalRequest(
        String model,
        boolean stream,
        boolean includeUsage,
        int maxWords,
        List<ChatMessage> messages,
        int promptWords,
        Delivery delivery) {}
