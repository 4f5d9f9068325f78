package gateway.delivery;

import org.apache.camel.Expression;
import org.jspecify.annotations.Nullable;

/**
 * A throttle of requests in flight that can be shown. Camel's own cannot: in this mode it throws when asked for its time
 * period, and then no route of the whole context can be drawn in the console. It keeps the name, because what draws the
 * routes goes by the name of the class.
 */
public final class ThrottleDefinition extends org.apache.camel.model.ThrottleDefinition {

    /**
     * @param limit requests in flight allowed
     * @param group what they are counted by
     */
    public ThrottleDefinition(Expression limit, Expression group) {
        super(limit, group);
        concurrentRequestsMode();
    }

    private ThrottleDefinition(ThrottleDefinition source) {
        super(source);
    }

    @Override
    public @Nullable String getTimePeriodMillis() {
        return null;
    }

    @Override
    public ThrottleDefinition copyDefinition() {
        return new ThrottleDefinition(this);
    }
}
