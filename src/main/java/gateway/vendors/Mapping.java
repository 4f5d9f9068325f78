package gateway.vendors;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;

/** One compiled mapping file. Thread-safe. Keys whose value is null are kept: strict clients look for them. */
public final class Mapping {

    private final String file;
    private final Expression expression;

    Mapping(String file, Expression expression) {
        this.file = file;
        this.expression = expression;
    }

    /** @throws com.schibsted.spt.data.jslt.JsltException when the input lacks what the mapping needs */
    public JsonNode apply(JsonNode input) {
        return expression.apply(input);
    }

    /** Path of the file, for messages. */
    @Override
    public String toString() {
        return file;
    }
}
