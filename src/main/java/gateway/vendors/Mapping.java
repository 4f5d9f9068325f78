package gateway.vendors;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import com.schibsted.spt.data.jslt.impl.NodeUtils;
import gateway.json.SmallNodes;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One compiled mapping file. Thread-safe. Keys whose value is null are kept: strict clients look for them. */
public final class Mapping {

    private static final String ORIGINAL = ".original";

    /** What a mapping reads: {@code .choices[0].message}. */
    private static final Pattern READ =
            Pattern.compile("\\.(?:[A-Za-z_][\\w-]*|\"[^\"]+\")(?:\\[[^\\]]*]|\\.[A-Za-z_][\\w-]*|\\.\"[^\"]+\")*");

    static {
        // The library makes all objects of its results with this one mapper, and offers no other way to choose what
        // they are.
        NodeUtils.mapper.setNodeFactory(SmallNodes.INSTANCE);
    }

    private final String file;
    private final List<String> lines;
    private final Expression expression;
    private final boolean readsOriginal;

    Mapping(String file, List<String> lines, Expression expression, boolean readsOriginal) {
        this.file = file;
        this.lines = lines;
        this.expression = expression;
        this.readsOriginal = readsOriginal;
    }

    /**
     * Compiles the text of a JSLT file.
     *
     * @param file path of the file, for messages
     * @throws JsltException with the line of the first fault; a mapping that imports another file is one
     */
    public static Mapping compile(String file, String text) {
        Expression expression = new Parser(new StringReader(text))
                .withSource(file)
                .withObjectFilter(value -> true)
                .withResourceResolver(resource -> {
                    // The library's own resolver would read any file on the class path.
                    throw new JsltException("a mapping cannot import '" + resource + "': write it out in this file");
                })
                .compile();
        return new Mapping(file, text.lines().toList(), expression, text.contains(ORIGINAL));
    }

    /** @throws JsltException when the input lacks what the mapping needs */
    public JsonNode apply(JsonNode input) {
        return apply(input, Map.of());
    }

    /** The same, for a mapping that may use these variables. */
    public JsonNode apply(JsonNode input, Map<String, JsonNode> variables) {
        try {
            return expression.apply(variables, input);
        } catch (StackOverflowError e) {
            throw new JsltException("a function of the mapping calls itself without end");
        }
    }

    /**
     * Where it failed, in words of its own file: {@code globex/response.jslt:3, at .choices[0].message}. Nothing of the message
     * that it could not take.
     */
    public String place(JsltException failure) {
        int line = failure.getLine();
        if (line < 1 || line > lines.size()) {
            return file;
        }
        String text = lines.get(line - 1);
        Matcher read = READ.matcher(text);
        int column = Math.clamp(failure.getColumn() - 1L, 0, text.length());
        return file + ':' + line + (read.find(column) || read.find(0) ? ", at " + read.group() : "");
    }

    /** Whether it reads the field {@code original}, the caller's own request; other vendors do not get it. */
    public boolean readsOriginal() {
        return readsOriginal;
    }

    /** Path of the file, for messages. */
    @Override
    public String toString() {
        return file;
    }
}
