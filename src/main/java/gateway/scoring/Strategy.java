package gateway.scoring;

/**
 * How much each part of a score counts. The weights are scaled to a sum of 1, so that totals stay between 0 and 1.
 *
 * @param name the name callers use, for example {@code cost-first}
 */
public record Strategy(String name, double cost, double performance, double quality) {

    public Strategy {
        double sum = cost + performance + quality;
        // Written so that NaN fails too.
        if (!(cost >= 0 && performance >= 0 && quality >= 0 && sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("gateway.scoring.strategies." + name
                    + ": each weight must be 0 or more and one of them more than 0, got cost " + cost + ", performance "
                    + performance + ", quality " + quality);
        }
        cost /= sum;
        performance /= sum;
        quality /= sum;
    }

    double weigh(double costPart, double performancePart, double qualityPart) {
        return cost * costPart + performance * performancePart + quality * qualityPart;
    }
}
