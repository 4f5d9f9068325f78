package gateway.live;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import java.util.List;

/** What tests with OpenAI's own client have in common: talks in which a tool is called. */
final class OpenAiTalk {

    private OpenAiTalk() {}

    /** The answer, and its result for every call in it. */
    static ChatCompletionCreateParams.Builder answered(
            ChatCompletionCreateParams.Builder talk, ChatCompletionMessage calls) {
        return results(talk.addMessage(calls), calls);
    }

    static ChatCompletionCreateParams.Builder results(
            ChatCompletionCreateParams.Builder talk, ChatCompletionMessage calls) {
        calls.toolCalls()
                .orElseThrow()
                .forEach(call -> talk.addMessage(ChatCompletionToolMessageParam.builder()
                        .toolCallId(call.asFunction().id())
                        .content("sun")
                        .build()));
        return talk;
    }

    /** The chunks of a stream, usage asked for. */
    static List<ChatCompletionChunk> chunks(OpenAIClient client, ChatCompletionCreateParams.Builder talk) {
        ChatCompletionCreateParams counted = talk.build().toBuilder()
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        try (StreamResponse<ChatCompletionChunk> chunks =
                client.chat().completions().createStreaming(counted)) {
            return chunks.stream().toList();
        }
    }

    /** The same as the client gathers them. */
    static ChatCompletion gathered(List<ChatCompletionChunk> chunks) {
        ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
        chunks.forEach(whole::accumulate);
        return whole.chatCompletion();
    }
}
