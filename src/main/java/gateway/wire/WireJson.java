package gateway.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import gateway.json.SmallNodes;

/** Makes the JSON parsers of this package: strict, bounded, and fit for virtual threads. */
public final class WireJson {

    private static final int MAX_NAME_LENGTH = 256;
    private static final int MAX_NUMBER_LENGTH = 64;

    private WireJson() {}

    /**
     * @param maxDepth nesting allowed, in levels
     * @param maxLength length of a document, and of any string in it, in bytes
     */
    public static JsonFactory factory(int maxDepth, int maxLength) {
        // The default pool of buffers is one per thread: with a thread per request it would never be hit.
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .maxStringLength(maxLength)
                        .maxDocumentLength(maxLength)
                        .maxNameLength(MAX_NAME_LENGTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .build())
                .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
    }

    /** A mapper over {@link #factory}, for the few places that need a tree: of one value, in which nothing stands twice. */
    public static ObjectMapper mapper(JsonFactory factory) {
        return JsonMapper.builder(factory)
                .nodeFactory(SmallNodes.INSTANCE)
                .enable(
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .build();
    }
}
