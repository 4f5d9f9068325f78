package gateway.tasks;

/** The database alone: others find what is due when they look. */
class OutboxQueueTest extends TaskQueueContract {

    @Override
    protected TaskQueue queue() {
        return new OutboxQueue();
    }

    @Override
    protected boolean travels() {
        return false;
    }
}
