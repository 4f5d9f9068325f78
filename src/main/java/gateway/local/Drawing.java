package gateway.local;

import gateway.vendors.ImageSize;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;

/** An image of overlapping discs before a fading ground, as a text determines them. */
final class Drawing {

    private static final int DISCS = 6;
    private static final int CHANNELS = 3;
    private static final int BITS = 8;
    private static final int MOST = 255;

    private final double[][] ground = new double[2][];
    private final Disc[] discs = new Disc[DISCS];

    Drawing(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        Random random = new Random(sum.getValue());
        ground[0] = colour(random);
        ground[1] = colour(random);
        for (int i = 0; i < DISCS; i++) {
            discs[i] =
                    new Disc(random.nextDouble(), random.nextDouble(), 0.1 + random.nextDouble() / 4, colour(random));
        }
    }

    BufferedImage of(ImageSize size) {
        BufferedImage image = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
        int[] row = new int[size.width()];
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                row[x] = pixel((double) x / size.width(), (double) y / size.height());
            }
            image.setRGB(0, y, size.width(), 1, row, 0, size.width());
        }
        return image;
    }

    /** @param x from 0 at the left to 1; {@code y} the same from above */
    private int pixel(double x, double y) {
        double[] colour = mixed(ground[0], ground[1], y);
        for (Disc disc : discs) {
            if (Math.hypot(x - disc.x, y - disc.y) < disc.radius) {
                colour = mixed(colour, disc.colour, 0.5);
            }
        }
        int rgb = 0;
        for (double channel : colour) {
            rgb = (rgb << BITS) | (int) (channel * MOST);
        }
        return rgb;
    }

    private static double[] mixed(double[] one, double[] other, double share) {
        double[] mixed = new double[CHANNELS];
        for (int i = 0; i < CHANNELS; i++) {
            mixed[i] = one[i] * (1 - share) + other[i] * share;
        }
        return mixed;
    }

    private static double[] colour(Random random) {
        return random.doubles(CHANNELS).toArray();
    }

    private record Disc(double x, double y, double radius, double[] colour) {}
}
