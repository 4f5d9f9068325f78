package gateway.fault;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Which faults of the database pass by themselves: it is away, or has no connection or lock to give. */
public final class DatabaseOutage {

    private DatabaseOutage() {}

    /** Whether the same may go well a moment later. */
    public static boolean is(Throwable fault) {
        return fault instanceof TransientDataAccessException
                || fault instanceof RecoverableDataAccessException
                || fault instanceof DataAccessResourceFailureException
                || fault instanceof CannotCreateTransactionException;
    }
}
