package gateway.scoring;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * When a breaker opens and how it closes again. The values stand, with their units, in {@code application.yml}.
 *
 * @param window number of last calls that are looked at
 * @param minimumCalls calls that must be in the window before it can open
 * @param failureRate percentage of failed calls that opens it
 * @param slowCall a call that takes longer is slow; 0 for no such limit
 * @param slowRate percentage of slow calls that opens it
 * @param openFor how long it refuses calls before it lets probes through
 * @param probes calls let through while it is half-open; all must have ended before it closes
 * @param probeWait longest time it stays half-open; a probe that has not ended by then counts as failed
 * @param coolDown pause after a vendor asked for one without saying how long
 * @param maxCoolDown longest pause a vendor can ask for
 */
@ConfigurationProperties("gateway.breakers")
public record BreakerSettings(
        int window,
        int minimumCalls,
        float failureRate,
        Duration slowCall,
        float slowRate,
        Duration openFor,
        int probes,
        Duration probeWait,
        Duration coolDown,
        Duration maxCoolDown) {

    public BreakerSettings {
        need(minimumCalls > 0 && minimumCalls <= window, "minimum-calls", "from 1 to window", minimumCalls);
        need(failureRate > 0 && failureRate <= 100, "failure-rate", "above 0, up to 100 percent", failureRate);
        need(!slowCall.isNegative(), "slow-call", "a time of 0 or more", slowCall);
        need(slowRate > 0 && slowRate <= 100, "slow-rate", "above 0, up to 100 percent", slowRate);
        need(openFor.isPositive(), "open-for", "a time above 0", openFor);
        need(probes > 0, "probes", "at least 1", probes);
        need(probeWait.isPositive(), "probe-wait", "a time above 0", probeWait);
        need(coolDown.isPositive(), "cool-down", "a time above 0", coolDown);
        need(maxCoolDown.compareTo(coolDown) >= 0, "max-cool-down", "at least cool-down", maxCoolDown);
    }

    private static void need(boolean holds, String setting, String wanted, Object got) {
        if (!holds) {
            throw new IllegalArgumentException("gateway.breakers." + setting + " must be " + wanted + ", got " + got);
        }
    }
}
