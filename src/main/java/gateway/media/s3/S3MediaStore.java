package gateway.media.s3;

import gateway.media.FileName;
import gateway.media.MediaStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Files as objects of one bucket, all under one prefix. An object is visible when it is whole, and put anew is new. */
public final class S3MediaStore implements MediaStore, AutoCloseable {

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    S3MediaStore(S3Client client, String bucket, String prefix) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    @Override
    public FileName put(byte[] content) throws IOException {
        FileName name = FileName.of(content);
        return told(() -> {
            client.putObject(
                    request -> request.bucket(bucket)
                            .key(key(name))
                            .contentType(name.type().mediaType()),
                    RequestBody.fromBytes(content));
            return name;
        });
    }

    @Override
    public long size(FileName name) throws IOException {
        return told(() -> {
            try {
                return client.headObject(request -> request.bucket(bucket).key(key(name)))
                        .contentLength();
            } catch (NoSuchKeyException e) {
                return ABSENT;
            }
        });
    }

    @Override
    public InputStream read(FileName name, long from) throws IOException {
        try {
            return client.getObject(
                    request -> request.bucket(bucket).key(key(name)).range(from == 0 ? null : "bytes=" + from + '-'));
        } catch (NoSuchKeyException e) {
            throw new NoSuchFileException(name.toString());
        } catch (SdkException e) {
            throw failed(e);
        }
    }

    @Override
    public void removeOlderThan(Instant time) throws IOException {
        told(() -> {
            client.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))
                    .forEach(page -> remove(page, time));
            return ABSENT;
        });
    }

    /**
     * Only what was put here: somebody may keep more in this bucket. One by one, for many at once need a checksum that not every
     * service knows.
     */
    private void remove(ListObjectsV2Response page, Instant time) {
        page.contents().stream()
                .filter(each -> each.lastModified().isBefore(time))
                .map(S3Object::key)
                .filter(key -> FileName.parse(key.substring(prefix.length())) != null)
                .forEach(key ->
                        client.deleteObject(request -> request.bucket(bucket).key(key)));
    }

    private static <T> T told(Supplier<T> action) throws IOException {
        try {
            return action.get();
        } catch (SdkException e) {
            throw failed(e);
        }
    }

    private static IOException failed(SdkException e) {
        return new IOException("the store of files has failed: " + e.getMessage(), e);
    }

    private String key(FileName name) {
        return prefix + name;
    }

    @Override
    public void close() {
        client.close();
    }
}
