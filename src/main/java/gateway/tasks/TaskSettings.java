package gateway.tasks;

import gateway.fault.StartupException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code gateway.tasks}: work that outlives its request.
 *
 * @param ofAccount tasks of one account that have not ended; more are refused with 429
 * @param atOnce tasks that this node works on at once; the others wait in the database
 * @param tick pause between two looks for tasks that are due
 * @param lease after which a task whose node is silent is taken by another; renewed three times in this time
 * @param limit from the filing of a task until it is given up
 * @param runs how often a task is begun, when nodes die over it
 * @param failedLooks in a row after which a vendor is not asked about a job any more
 * @param retryPause before a task that found no vendor with room is begun anew, a vendor whose folder is gone is looked for
 *     again, or a webhook for which there was no place is tried; each time again it is longer
 * @param longestWait of a caller who asks for a task, at once
 * @param look pause between two looks whether another node has ended a task that is waited for
 * @param hint pause after which a vendor's callback has its work looked at again
 * @param webhookTries at telling a webhook
 * @param webhookPause before the second of these; each later pause is twice as long
 * @param webhookLongestPause of these
 * @param webhookTimeout for one of these
 * @param webhookPrivate whether webhooks may be addresses of this machine and of private networks
 * @param listed tasks in one answer
 * @param retention how long a task that has ended is kept
 */
@ConfigurationProperties("gateway.tasks")
public record TaskSettings(
        int ofAccount,
        int atOnce,
        Duration tick,
        Duration lease,
        Duration limit,
        int runs,
        int failedLooks,
        Duration retryPause,
        Duration longestWait,
        Duration look,
        Duration hint,
        int webhookTries,
        Duration webhookPause,
        Duration webhookLongestPause,
        Duration webhookTimeout,
        boolean webhookPrivate,
        int listed,
        Duration retention) {

    /** The longest pause between two tries takes as many of {@code retryPause}. */
    public static final int MOST_PAUSES = 12;

    public TaskSettings {
        atLeastOne("of-account", ofAccount);
        atLeastOne("at-once", atOnce);
        atLeastOne("runs", runs);
        atLeastOne("failed-looks", failedLooks);
        atLeastOne("listed", listed);
        atLeastOne("webhook-tries", webhookTries);
        positive("tick", tick);
        positive("lease", lease);
        positive("limit", limit);
        positive("retry-pause", retryPause);
        positive("longest-wait", longestWait);
        positive("look", look);
        positive("hint", hint);
        positive("webhook-pause", webhookPause);
        positive("webhook-longest-pause", webhookLongestPause);
        positive("webhook-timeout", webhookTimeout);
        positive("retention", retention);
    }

    /** Before the next try, when so many in a row have found no room: each pause is longer than the one before. */
    public Duration retryPause(int tries) {
        return retryPause.multipliedBy(Math.min(tries, MOST_PAUSES));
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new StartupException("The setting gateway.tasks." + name + " must be at least 1.");
        }
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new StartupException("The setting gateway.tasks." + name + " must be longer than nothing.");
        }
    }
}
