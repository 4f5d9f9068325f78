package gateway.admin;

import gateway.admin.UnmappedMessages.Unmapped;
import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/** {@code GET /actuator/unmapped} at the management port: vendors' messages that their mappings could not take. */
@Component
@Endpoint(id = "unmapped")
public final class UnmappedEndpoint {

    private final UnmappedMessages messages;

    UnmappedEndpoint(UnmappedMessages messages) {
        this.messages = messages;
    }

    /** The newest first. */
    @ReadOperation
    public List<Unmapped> messages() {
        return messages.all();
    }
}
