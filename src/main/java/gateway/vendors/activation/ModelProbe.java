package gateway.vendors.activation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.vendors.ModelCard;
import gateway.vendors.VendorKey;
import gateway.vendors.folder.Blueprint;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks vendors which models they have. */
final class ModelProbe implements AutoCloseable {

    /** A local server with hundreds of models answers with some 100 KB. */
    private static final int LARGEST_ANSWER_BYTES = 1024 * 1024;

    private static final int MOST_MODELS = 500;
    private static final int OK = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client;
    private final Duration timeout;

    ModelProbe(Duration timeout) {
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                // The other one asks for an upgrade, which a plain server need not understand.
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** The models at a site, sorted by name; empty when nobody answers as a vendor would. */
    List<ModelCard> models(Blueprint.Probe probe, Site site) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(site.baseUrl() + probe.path()));
        VendorKey key = site.keys().pick();
        if (key != null) {
            request.header("Authorization", "Bearer " + key.secret());
        }
        CompletableFuture<List<ModelCard>> answer = client.sendAsync(
                        request.build(), HttpResponse.BodyHandlers.ofInputStream())
                .thenApplyAsync(response -> read(probe, response));
        try {
            // The whole exchange has the one limit: the client's own ends with the headers.
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            answer.cancel(true);
        }
        return List.of();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private static List<ModelCard> read(Blueprint.Probe probe, HttpResponse<InputStream> response) {
        TreeMap<String, ModelCard> models = new TreeMap<>();
        try (InputStream body = response.body()) {
            JsonNode list = JSON.readTree(body.readNBytes(LARGEST_ANSWER_BYTES));
            for (JsonNode model : list.path("data")) {
                String id = model.path("id").asText();
                if (response.statusCode() == OK
                        && models.size() < MOST_MODELS
                        && ModelCard.NAME.matcher(id).matches()) {
                    models.put(id, probe.named(id));
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        return List.copyOf(models.values());
    }
}
