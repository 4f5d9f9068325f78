package gateway.local;

import dev.langchain4j.data.message.ChatMessage;
import java.util.List;

/** A chat model that also says how its answer is to be delivered, which the LangChain4j interface has no words for. */
interface DeliveryScript {

    Delivery deliveryOf(List<ChatMessage> messages);
}
