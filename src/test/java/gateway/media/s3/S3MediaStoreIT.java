package gateway.media.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fakes.Pictures;
import fakes.S3Server;
import gateway.live.Gateway;
import gateway.media.FileName;
import gateway.media.MediaStore;
import gateway.media.MediaStoreContract;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The same over a real server of buckets. */
class S3MediaStoreIT extends MediaStoreContract {

    private static final String BUCKET = "pictures";

    @TempDir
    static Path folder;

    private static S3Server server;
    private static S3Client client;

    @BeforeAll
    static void start() throws IOException {
        server = new S3Server(folder);
        client = S3Configuration.client(settings(S3Server.SECRET));
        client.createBucket(request -> request.bucket(BUCKET));
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @BeforeEach
    void empty() throws IOException {
        store().removeOlderThan(Instant.MAX);
    }

    private static S3Settings settings(String secret) {
        return new S3Settings(
                server.url(), "us-east-1", BUCKET, "media/", S3Server.KEY, secret, true, Duration.ofSeconds(20));
    }

    @Override
    protected MediaStore store() {
        return new S3MediaStore(client, BUCKET, "media/");
    }

    /** By the server's clock, which knows whole seconds. */
    @Override
    protected Instant pass() throws IOException {
        Instant before = put("clock-1");
        await().pollInterval(Duration.ofMillis(200)).until(() -> put("clock-2").isAfter(before));
        return put("clock-2");
    }

    private static Instant put(String name) {
        client.putObject(request -> request.bucket(BUCKET).key(name), RequestBody.fromString("x"));
        return client.headObject(request -> request.bucket(BUCKET).key(name)).lastModified();
    }

    @Test
    void objectsOfOthersStayHoweverOldTheyAre() throws IOException {
        put("media/notes.txt");
        FileName ours = store().put(Pictures.dot());

        store().removeOlderThan(Instant.MAX);

        assertThat(client.headObject(request -> request.bucket(BUCKET).key("media/notes.txt")))
                .isNotNull();
        assertThat(store().size(ours)).isEqualTo(MediaStore.ABSENT);
    }

    @Test
    void aFileThatIsGoneIsSaidToBe() {
        assertThatThrownBy(() -> store().read(FileName.of(Pictures.dot()), 0)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aServerThatRefusesIsAFailureAndNotAnAbsence() throws IOException {
        try (S3MediaStore stranger = new S3MediaStore(S3Configuration.client(settings("wrong")), BUCKET, "media/")) {
            assertThatThrownBy(() -> stranger.put(Pictures.dot())).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> stranger.size(FileName.of(Pictures.dot()))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aWholeGatewayKeepsItsPicturesThere() throws IOException {
        try (Gateway gateway = Gateway.start(Map.of(
                "gateway.media.store",
                "s3",
                "gateway.media.s3.endpoint",
                server.url(),
                "gateway.media.s3.bucket",
                BUCKET,
                "gateway.media.s3.access-key",
                S3Server.KEY,
                "gateway.media.s3.secret-key",
                S3Server.SECRET,
                "gateway.media.s3.path-style",
                "true"))) {
            gateway.copyVendor("sandbox");

            String answer = gateway.post(
                            "/v1/images/generations",
                            "{\"model\":\"sandbox-image\",\"prompt\":\"a kite\",\"size\":\"64x48\",\"response_format\":\"url\"}")
                    .body();

            String link = Gateway.json(answer).at("/data/0/url").asText();
            assertThat(URI.create(link).toURL().openStream().readAllBytes()).startsWith(0x89, 'P', 'N', 'G');
            assertThat(client.listObjectsV2(request -> request.bucket(BUCKET).prefix("media/"))
                            .contents())
                    .isNotEmpty();
        }
    }
}
