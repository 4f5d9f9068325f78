package gateway.vendors.folder;

import gateway.vendors.Capability.Kind;
import gateway.vendors.Price;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;

/** {@code price} of a model. */
final class PriceReader {

    private static final String A_PRICE = "a decimal per million tokens";

    /** What is paid for one by one, as prices call it. */
    private static final Map<Kind, String> UNITS =
            Map.of(Kind.IMAGES, "image", Kind.SPEECH, "characters", Kind.TRANSCRIPTION, "minute");

    private static final int DIGITS_OF_A_MILLION = 6;
    private static final BigDecimal SECONDS_OF_A_MINUTE = BigDecimal.valueOf(60);

    private final String currency;

    PriceReader(String currency) {
        this.currency = currency;
    }

    /** @param model the object that has the field, if any has */
    Price read(YamlObject model, Kind kind) {
        String unit = UNITS.get(kind);
        if (!model.has("price")) {
            String tokens = "give input and output as decimals per million tokens";
            model.missing("price", unit == null ? tokens : "give " + unit);
        }
        YamlObject price = model.object("price");
        if (price == null) {
            BigDecimal nothing = BigDecimal.ZERO;
            return new Price(nothing, nothing, nothing, nothing, nothing, currency);
        }
        boolean byUnits = unit != null && (price.has(unit) || kind == Kind.SPEECH);
        BigDecimal input = price.decimal("input", A_PRICE, byUnits ? BigDecimal.ZERO : null);
        BigDecimal cached = price.decimal("cached-input", A_PRICE, input);
        BigDecimal written = price.decimal("cache-write", A_PRICE, input);
        boolean generates = !byUnits && kind != Kind.EMBEDDINGS;
        BigDecimal output = price.decimal("output", A_PRICE, generates ? null : BigDecimal.ZERO);
        BigDecimal ofUnit = byUnits ? ofUnit(kind, price) : BigDecimal.ZERO;
        price.rejectUnknown();
        return new Price(input, cached, written, output, ofUnit, currency);
    }

    private static BigDecimal ofUnit(Kind kind, YamlObject price) {
        return switch (kind) {
            case IMAGES -> price.decimal("image", "a decimal per image", BigDecimal.ZERO);
            case TRANSCRIPTION ->
                price.decimal("minute", "a decimal per minute of sound", BigDecimal.ZERO)
                        .divide(SECONDS_OF_A_MINUTE, MathContext.DECIMAL64);
            default ->
                price.decimal("characters", "a decimal per million characters", null)
                        .movePointLeft(DIGITS_OF_A_MILLION);
        };
    }
}
