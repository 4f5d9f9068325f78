package gateway.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import gateway.time.Ticker;
import gateway.vendors.Credential;
import gateway.vendors.VendorKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Trades keys for tokens: one call for all requests that wait for the same token, which is then kept until shortly before
 * its end, and got anew when the vendor refuses it. Thread-safe.
 */
final class TokenExchange implements AutoCloseable {

    private static final int LARGEST_ANSWER_BYTES = 64 * 1024;

    /** What may stand in a header, or in a query once it is encoded. */
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,16384}");

    /** Of a token whose answer tells no life. */
    private static final long USUAL_LIFE_SECONDS = 300;

    private static final long LONGEST_LIFE_SECONDS = Duration.ofDays(30).toSeconds();

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Cache<Trade, KeptToken> kept =
            Caffeine.newBuilder().expireAfterAccess(Duration.ofHours(1)).build();
    private final HttpClient client;
    private final Duration timeout;
    private final Ticker ticker;

    /** @param timeout for one exchange, from its first byte to its last */
    TokenExchange(Duration timeout, Ticker ticker) {
        this.timeout = timeout;
        this.ticker = ticker;
        this.client = HttpClient.newBuilder()
                // The other one asks for an upgrade, which a plain server need not understand.
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** What is traded where; tokens of another address, key or card are others. */
    private record Trade(Credential.TokenExchange how, URI baseUrl, VendorKey key) {}

    /**
     * A token that can be used now. Waits for it if need be, until the upstream is cancelled.
     *
     * @throws CallFailure when the vendor gives none
     */
    String token(Credential.TokenExchange how, URI baseUrl, VendorKey key, Upstream upstream) {
        Trade trade = new Trade(how, baseUrl, key);
        CompletableFuture<KeptToken.Token> mine =
                kept(trade).usable(ticker.nanos()).copy();
        Runnable giveUp = () -> mine.cancel(false);
        upstream.onCancel(giveUp);
        try {
            return mine.join().text();
        } catch (CancellationException e) {
            throw new CallFailure(FailureKind.CONNECT, "no token came in time");
        } catch (CompletionException e) {
            throw e.getCause() instanceof CallFailure failure
                    ? failure
                    : new CallFailure(FailureKind.CONNECT, "no token could be had");
        } finally {
            upstream.offCancel(giveUp);
        }
    }

    /** A token was refused: the next request gets a new one. */
    void forget(Credential.TokenExchange how, URI baseUrl, VendorKey key, String token) {
        kept(new Trade(how, baseUrl, key)).forget(token);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private KeptToken kept(Trade trade) {
        return Objects.requireNonNull(kept.get(trade, missing -> new KeptToken(() -> fetch(missing))));
    }

    private CompletableFuture<KeptToken.Token> fetch(Trade trade) {
        try {
            CompletableFuture<HttpResponse<InputStream>> sent =
                    client.sendAsync(request(trade), HttpResponse.BodyHandlers.ofInputStream());
            // The library's own timeout ends with the headers; a body that never ends is cut off here.
            return sent.thenApplyAsync(response -> read(trade.how(), response))
                    .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((token, failure) -> {
                        if (failure != null) {
                            cut(sent);
                        }
                    });
        } catch (CallFailure e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static void cut(CompletableFuture<HttpResponse<InputStream>> sent) {
        if (sent.cancel(true) || sent.isCompletedExceptionally()) {
            return;
        }
        try {
            sent.join().body().close();
        } catch (IOException e) {
            // it is being thrown away
        }
    }

    private static HttpRequest request(Trade trade) {
        KeyPair key = KeyPair.of(trade.key().secret());
        Credential.TokenExchange how = trade.how();
        Map<String, String> values = Map.of("id", key.id(), "secret", key.secret());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(trade.baseUrl() + how.path()))
                .header("Content-Type", how.json() ? AnswerHeaders.JSON : "application/x-www-form-urlencoded")
                .header("Accept", AnswerHeaders.JSON)
                .POST(HttpRequest.BodyPublishers.ofString(how.json() ? json(how, values) : form(how, values)));
        if (how.basic()) {
            request.header(
                    "Authorization", "Basic " + Credentials.base64(trade.key().secret()));
        }
        return request.build();
    }

    private static String json(Credential.TokenExchange how, Map<String, String> values) {
        ObjectNode body = JSON.createObjectNode();
        how.fields().forEach((name, text) -> body.put(name, Placeholders.filled(text, values)));
        return body.toString();
    }

    private static String form(Credential.TokenExchange how, Map<String, String> values) {
        StringJoiner body = new StringJoiner("&");
        how.fields()
                .forEach((name, text) -> body.add(encoded(name) + '=' + encoded(Placeholders.filled(text, values))));
        return body.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private KeptToken.Token read(Credential.TokenExchange how, HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            int status = response.statusCode();
            if (status != 200 && status != 201) {
                throw new CallFailure(refusal(status), "HTTP " + status + " instead of a token");
            }
            JsonNode answer = JSON.readTree(body.readNBytes(LARGEST_ANSWER_BYTES));
            String token = field(answer, how.token()).asText("");
            if (!TOKEN.matcher(token).matches()) {
                throw new CallFailure(FailureKind.SERVER_ERROR, "an answer without a token");
            }
            return new KeptToken.Token(token, ticker.nanos(), life(field(answer, how.lifetime())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param name dots lead into a field */
    private static JsonNode field(JsonNode answer, String name) {
        return answer.at('/' + name.replace('.', '/'));
    }

    private static Duration life(JsonNode told) {
        long seconds = told.asLong(0);
        return Duration.ofSeconds(seconds > 0 ? Math.min(seconds, LONGEST_LIFE_SECONDS) : USUAL_LIFE_SECONDS);
    }

    private static FailureKind refusal(int status) {
        return switch (status) {
            case 400, 401, 402, 403 -> FailureKind.OUR_KEY;
            case 429 -> FailureKind.RATE_LIMITED;
            default -> FailureKind.SERVER_ERROR;
        };
    }
}
