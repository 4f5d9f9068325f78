package gateway.identity;

import gateway.fault.StartupException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The secret behind all key hashes: from the settings, or from a file that only the gateway's user can read. */
final class Pepper {

    private static final Logger LOG = LoggerFactory.getLogger(Pepper.class);
    private static final int MIN_BYTES = 32;
    private static final int MIN_DISTINCT_BYTES = 8;

    private Pepper() {}

    /** Reads the pepper, or makes one when the gateway has never started here. */
    static byte[] load(IdentitySettings settings, boolean firstStart) {
        Path file = settings.pepperFile();
        try {
            if (!settings.pepper().isEmpty()) {
                byte[] pepper = checked(settings.pepper().getBytes(StandardCharsets.UTF_8), "GATEWAY_KEY_PEPPER");
                if (Files.exists(file) && !Arrays.equals(pepper, checked(Files.readAllBytes(file), file.toString()))) {
                    LOG.warn(
                            "GATEWAY_KEY_PEPPER is not what stands in {}: API keys that were made with that are not"
                                    + " recognised. Use the file's content, or delete the file",
                            file);
                }
                return pepper;
            }
            if (Files.exists(file)) {
                return checked(Files.readAllBytes(file), file.toString());
            }
            if (!firstStart) {
                throw new StartupException(
                        "The pepper file " + file + " is gone, and without it no stored API key can be"
                                + " recognised. Put it back, or set GATEWAY_KEY_PEPPER to its content.");
            }
            return create(file);
        } catch (IOException e) {
            throw new StartupException(
                    "The pepper file " + file + " cannot be read or written: " + e
                            + ". Give the gateway's user access to it, or set GATEWAY_KEY_PEPPER.",
                    e);
        }
    }

    private static byte[] create(Path file) throws IOException {
        byte[] pepper = Secrets.random().getBytes(StandardCharsets.UTF_8);
        Files.createDirectories(file.toAbsolutePath().getParent());
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try (var channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            channel.write(java.nio.ByteBuffer.wrap(pepper));
        }
        return pepper;
    }

    private static byte[] checked(byte[] pepper, String source) {
        String text = new String(pepper, StandardCharsets.ISO_8859_1).strip();
        if (text.length() < MIN_BYTES || text.chars().distinct().count() < MIN_DISTINCT_BYTES) {
            throw new StartupException("The pepper in " + source + " is too weak: it needs at least " + MIN_BYTES
                    + " random bytes. Make one with: openssl rand -base64 32");
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
