package gateway.vendors.folder;

import gateway.vendors.ImageSize;
import gateway.vendors.ImageSizes;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** {@code sizes} of a model that makes images: a list of them, or their bounds. */
final class ImageSizesReader {

    private static final String FIELD = "sizes";
    private static final String A_SIZE = "a list of sizes such as 1024x1024, or their bounds";
    private static final String PIXELS = "a number of pixels above 0";

    /** No side is so many times the other. */
    private static final int ANY_RATIO = 10_000;

    private ImageSizesReader() {}

    /** @param model the object that has the field, if any has */
    static ImageSizes read(YamlObject model) {
        Node given = model.node(FIELD);
        if (given == null) {
            return ImageSizes.ANY;
        }
        YamlObject bounds = given instanceof MappingNode ? model.object(FIELD) : null;
        return bounds == null ? listed(model) : bounds(bounds);
    }

    private static ImageSizes bounds(YamlObject bounds) {
        int least = bounds.whole("least-pixels", PIXELS, 1, null);
        int most = bounds.whole("most-pixels", PIXELS, 1, null);
        int ratio = bounds.whole("ratio", "how many times the shorter side the longer may be", 1, ANY_RATIO);
        int step = bounds.whole("step", "a number of pixels above 0", 1, 1);
        bounds.rejectUnknown();
        if (most < least) {
            bounds.fault("most-pixels", "must not be below least-pixels");
        }
        return new ImageSizes.Bounded(least, most, ratio, step);
    }

    private static ImageSizes listed(YamlObject model) {
        List<ImageSize> sizes = new ArrayList<>();
        for (Node item : model.list(FIELD, A_SIZE)) {
            ImageSize size = item instanceof ScalarNode scalar ? ImageSize.parse(scalar.getValue()) : null;
            if (size == null) {
                model.fault(FIELD, "must be " + A_SIZE + ", got " + YamlText.show(item));
            } else {
                sizes.add(size);
            }
        }
        return new ImageSizes.Listed(List.copyOf(sizes));
    }
}
