package gateway.live;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;

/** The official client of each dialect, as callers build it in front of a gateway; none of them repeats a request. */
final class OfficialClients {

    private OfficialClients() {}

    static OpenAIClient openai(Gateway gateway, String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(gateway.url() + "/v1")
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    static AnthropicClient anthropic(Gateway gateway, String key) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(gateway.url())
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    static Client google(Gateway gateway, String key) {
        return Client.builder()
                .apiKey(key)
                .httpOptions(HttpOptions.builder().baseUrl(gateway.url()).build())
                .build();
    }
}
