package gateway.vendors.folder;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.vendors.Capability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The repository's own folders. */
class ShippedFoldersTest {

    @ParameterizedTest
    @MethodSource("folders")
    void everyFolderIsInOrder(Path folder) {
        assertThat(FolderFixture.read(folder).faults()).isEmpty();
    }

    /** What a vendor on the network is sent is recorded, and of chat what it answers, buffered and streamed. */
    @ParameterizedTest
    @MethodSource("folders")
    void everyFolderOfAVendorOnTheNetworkHasFixtures(Path folder) throws IOException {
        VendorFolder.Content content =
                Objects.requireNonNull(FolderFixture.read(folder).content());
        if (content.blueprint().inProcess()) {
            return;
        }
        assertThat(names(folder)).contains("vendor-request.json");
        // An image comes as it is, and is no JSON to be recorded.
        boolean chats = content.blueprint().probe() != null
                || content.blueprint().card().models().stream()
                        .anyMatch(model -> model.capability().kind() == Capability.Kind.CHAT);
        if (chats) {
            assertThat(names(folder)).contains("vendor-reply.json", "vendor-stream.sse");
        }
    }

    static List<Path> folders() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("vendors"))) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
