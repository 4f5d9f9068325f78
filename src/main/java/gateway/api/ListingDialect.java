package gateway.api;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A dialect in which models can be listed. Several share a path, and are told apart by what their clients send. */
public interface ListingDialect extends Dialect {

    /** Where the list is; a model is below it. */
    String modelsPath();

    /**
     * Whether a caller who asks for models wants them in this dialect.
     *
     * @param path of the request
     * @param header value of a header, given its name
     */
    boolean lists(String path, Function<String, @Nullable String> header);

    /** The list, UTF-8 JSON. */
    byte[] models(List<ListedModel> all);

    /** One model, UTF-8 JSON. */
    byte[] model(ListedModel model);
}
