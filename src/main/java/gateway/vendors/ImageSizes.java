package gateway.vendors;

import java.util.List;
import java.util.stream.Collectors;

/** Which sizes of images a model makes, as its card says. */
public sealed interface ImageSizes {

    /** The card says nothing of them: the vendor decides. */
    ImageSizes ANY = new Listed(List.of());

    boolean allow(ImageSize size);

    /** For people: {@code 1024x1024, 1536x1024}. */
    String words();

    /** @param sizes empty for all */
    record Listed(List<ImageSize> sizes) implements ImageSizes {

        @Override
        public boolean allow(ImageSize size) {
            return sizes.isEmpty() || sizes.contains(size);
        }

        @Override
        public String words() {
            return sizes.isEmpty()
                    ? "any"
                    : sizes.stream().map(ImageSize::toString).collect(Collectors.joining(", "));
        }
    }

    /**
     * Any within bounds.
     *
     * @param leastPixels of width times height
     * @param mostPixels of width times height
     * @param longestRatio of the longer side to the shorter
     * @param step width and height are multiples of it
     */
    record Bounded(long leastPixels, long mostPixels, int longestRatio, int step) implements ImageSizes {

        @Override
        public boolean allow(ImageSize size) {
            long longer = Math.max(size.width(), size.height());
            long shorter = Math.min(size.width(), size.height());
            return size.pixels() >= leastPixels
                    && size.pixels() <= mostPixels
                    && longer <= shorter * longestRatio
                    && size.width() % step == 0
                    && size.height() % step == 0;
        }

        @Override
        public String words() {
            return leastPixels + " to " + mostPixels + " pixels, the longer side at most " + longestRatio
                    + " times the shorter" + (step == 1 ? "" : ", width and height multiples of " + step);
        }
    }
}
