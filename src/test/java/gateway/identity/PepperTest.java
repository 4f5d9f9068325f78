package gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.fault.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PepperTest {

    @TempDir
    Path folder;

    @Test
    void theFirstStartMakesAPepperThatOnlyItsOwnerCanRead() throws IOException {
        byte[] made = Pepper.load(settings(""), true);

        assertThat(made).hasSizeGreaterThanOrEqualTo(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(Pepper.load(settings(""), false)).isEqualTo(made);
    }

    /** A new one would turn every key into an unknown one, and nobody would know why. */
    @Test
    void aLostPepperIsNotReplacedOnceThereAreKeys() {
        assertThatThrownBy(() -> Pepper.load(settings(""), false))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(file() + " is gone");
        assertThat(file()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "0123456789abcdef0123456789abcde", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void aWeakPepperIsRefusedWithoutRepeatingIt(String weak) {
        assertThatThrownBy(() -> Pepper.load(settings(weak), true))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("GATEWAY_KEY_PEPPER")
                .hasMessageNotContaining(weak);
    }

    /** Editors and shells end a file with a line break; the pepper is the same with it or without. */
    @Test
    void theFileMayEndWithALineBreak() throws IOException {
        String pepper = "0123456789abcdef0123456789abcdef";
        Files.writeString(file(), pepper + "\n");

        assertThat(Pepper.load(settings(""), false)).isEqualTo(Pepper.load(settings(pepper), false));
    }

    private Path file() {
        return folder.resolve("pepper");
    }

    private IdentitySettings settings(String pepper) {
        return new IdentitySettings(pepper, file(), "", Duration.ofSeconds(1), 1);
    }
}
