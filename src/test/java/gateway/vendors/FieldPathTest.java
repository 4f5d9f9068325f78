package gateway.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldPathTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            seed                  | {"seed":1}                                            | true  | {}
            seed                  | {"seed":null}                                         | false | {}
            seed                  | {"a":{"seed":1}}                                      | false | {"a":{"seed":1}}
            m.c.file              | {"m":[{"c":"text"},{"c":[{"x":1},{"file":{"a":1}}]}]} | true  | {"m":[{"c":"text"},{"c":[{"x":1},{}]}]}
            m.c.file              | {"m":[{"c":"file"},{"file":1},{"c":null}]}            | false | {"m":[{"c":"file"},{"file":1},{"c":null}]}
            m.c.file              | {"m":{"c":{"file":false}}}                            | true  | {"m":{"c":{}}}
            m.c.file              | {"m":[[{"c":[[{"file":1}]]}]]}                        | true  | {"m":[[{"c":[[{}]]}]]}
            m.c.file              | {"m":[{"c":{"file":1}},{"c":{"file":2}}]}             | true  | {"m":[{"c":{}},{"c":{}}]}
            t.type=custom         | {"t":[{"type":"function"},{"type":"custom","a":1}]}   | true  | {"t":[{"type":"function"},{"a":1}]}
            t.type=custom         | {"t":[{"type":"function"},{"type":["custom"]}]}       | false | {"t":[{"type":"function"},{"type":["custom"]}]}
            """)
    void aFieldIsFoundAndTakenOutWhereverItStandsAlongItsPath(String path, String request, boolean has, String without)
            throws IOException {
        JsonNode tree = JSON.readTree(request);

        assertThat(FieldPath.of(path).isIn(tree)).isEqualTo(has);
        assertThat(FieldPath.of(path).removeFrom(tree)).isEqualTo(!without.equals(request));
        assertThat(tree).isEqualTo(JSON.readTree(without));
    }

    @Test
    void aPathIsWithinThoseThatNameMore() {
        assertThat(FieldPath.of("a.b=c").isWithin(FieldPath.of("a.b"))).isTrue();
        assertThat(FieldPath.of("a.b").isWithin(FieldPath.of("a"))).isTrue();
        assertThat(FieldPath.of("a.b").isWithin(FieldPath.of("a.b=c"))).isFalse();
        assertThat(FieldPath.of("a.b.d").isWithin(FieldPath.of("a.b=c"))).isFalse();
        assertThat(FieldPath.of("ab").isWithin(FieldPath.of("a"))).isFalse();
    }
}
