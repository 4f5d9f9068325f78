package gateway.vendors;

import java.math.BigDecimal;

/**
 * What a vendor asks, in the currency of the card: per million tokens, and for what is paid for one by one.
 *
 * @param input fresh prompt tokens
 * @param cachedInput prompt tokens the vendor found in its cache; equal to {@code input} when the card names none
 * @param cacheWrite prompt tokens it wrote to its cache; equal to {@code input} when the card names none
 * @param output generated tokens, reasoning included
 * @param unit an image made, a character spoken, or a second of sound heard; 0 where tokens are paid for
 * @param currency ISO 4217 code
 */
public record Price(
        BigDecimal input,
        BigDecimal cachedInput,
        BigDecimal cacheWrite,
        BigDecimal output,
        BigDecimal unit,
        String currency) {}
