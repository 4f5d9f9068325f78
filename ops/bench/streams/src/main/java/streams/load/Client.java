package streams.load;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One stream on a connection of its own: asks, checks what comes, and says how it ended. */
final class Client implements EventReader.Listener {

    private static final int SMALL_BUFFER = 4096; // so that a reader who is slow is soon felt at the other end

    final Behaviour behaviour;
    private final Load load;
    private final int number;
    private final int turn;
    private final ResponseReader response;
    private SocketChannel channel;
    private SelectionKey key;
    private ByteBuffer request;
    private long sent;
    private long arrived;
    private long next; // number of the event that comes next
    private long streamAtMock;
    private long lastDelay;
    private boolean ended;
    private boolean stalled;
    private boolean closed;
    private Trouble trouble;
    private String detail = "";

    Client(Load load, int number) {
        this.load = load;
        this.number = number;
        behaviour = load.order.behaviour(number);
        turn = load.order.turn(number);
        response = new ResponseReader(new EventReader(this, load.order.dialect().endLine));
    }

    void open() {
        try {
            request = ByteBuffer.wrap(load.order.request(number));
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (behaviour == Behaviour.SLOW || behaviour == Behaviour.STALLS) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
            }
            key = channel.register(load.selector, SelectionKey.OP_CONNECT, this);
            if (channel.connect(load.address)) {
                ask();
            }
        } catch (IOException e) {
            broken(Trouble.NOT_CONNECTED, String.valueOf(e.getMessage()));
        }
    }

    void ready() {
        if (key.isConnectable()) {
            try {
                channel.finishConnect();
                ask();
            } catch (IOException e) {
                broken(Trouble.NOT_CONNECTED, String.valueOf(e.getMessage()));
            }
        } else if (key.isWritable()) {
            try {
                ask();
            } catch (IOException e) {
                gone();
            }
        } else if (key.isReadable()) {
            read(load.in.capacity());
        }
    }

    private void ask() throws IOException {
        sent = System.nanoTime();
        channel.write(request);
        if (request.hasRemaining()) {
            key.interestOps(SelectionKey.OP_WRITE);
            return;
        }
        request = null;
        key.interestOps(behaviour == Behaviour.SLOW ? 0 : SelectionKey.OP_READ);
    }

    /** For slow clients, who are called up by the clock instead of by the socket. */
    void readSlowly(int most) {
        if (!closed && request == null && channel.isConnected()) {
            read(Math.min(most, load.in.capacity()));
        }
    }

    private void read(int most) {
        try {
            int count = channel.read(load.in.clear().limit(most));
            arrived = System.nanoTime();
            if (count < 0) {
                gone();
                return;
            }
            load.in.flip().get(load.bytes, 0, count);
            response.read(load.bytes, 0, count);
        } catch (IOException e) {
            gone();
            return;
        }
        judge();
    }

    /** What the bytes that have just been read amount to. */
    private void judge() {
        if (trouble != null) {
            broken(trouble, detail);
        } else if (response.broken()) {
            broken(Trouble.BAD_HTTP, "");
        } else if (behaviour == Behaviour.LEAVES && next >= turn) {
            load.tally.left++;
            close();
        } else if (response.complete()) {
            whole();
        } else if (behaviour == Behaviour.STALLS && next >= turn && !stalled) {
            stalled = true;
            load.tally.stalled++;
            key.interestOps(0);
        }
    }

    private void whole() {
        int expected = load.order.events();
        if (response.status() != 200) {
            broken(Trouble.REFUSED, response.refusal());
        } else if (!ended) {
            broken(Trouble.NO_END_MARK, "");
        } else if (expected > 0 && next != expected) {
            broken(next < expected ? Trouble.MISSING_EVENTS : Trouble.MISORDERED, "");
        } else {
            load.tally.completed++;
            if (behaviour == Behaviour.SLOW) {
                load.tally.slowCompleted++;
            }
            close();
        }
    }

    /** The other end has closed the connection. */
    private void gone() {
        if (response.status() != 200 && response.status() != 0) {
            broken(Trouble.REFUSED, response.refusal());
        } else {
            broken(ended ? Trouble.NO_LAST_CHUNK : Trouble.CUT, "");
        }
    }

    @Override
    public void content(long sequence, long clock, long stream) {
        if (trouble != null || (behaviour == Behaviour.LEAVES && next >= turn)) {
            return;
        }
        if (sequence != next) {
            trouble = sequence > next ? Trouble.MISSING_EVENTS : Trouble.MISORDERED;
            detail = "event %d of stream %d came".formatted(sequence, stream);
        } else if (next > 0 && stream != streamAtMock) {
            trouble = Trouble.ALTERED;
            detail = "event %d of stream %d came".formatted(sequence, stream);
        } else if (ended) {
            trouble = Trouble.AFTER_END;
        } else {
            streamAtMock = stream;
            load.tally.events++;
            measure(arrived - clock);
            next++;
        }
    }

    private void measure(long delay) {
        if (next == 0) {
            load.opened(this);
        }
        if (behaviour != Behaviour.READS) {
            return;
        }
        load.tally.delay(delay);
        if (next == 0) {
            load.tally.firstEvent.add(arrived - sent);
        } else {
            load.tally.gap(Math.max(0, delay - lastDelay));
        }
        lastDelay = delay;
    }

    @Override
    public void altered() {
        trouble = trouble == null ? Trouble.ALTERED : trouble;
    }

    @Override
    public void end() {
        if (ended && trouble == null) {
            trouble = Trouble.AFTER_END;
        }
        ended = true;
    }

    @Override
    public void error() {
        trouble = trouble == null ? Trouble.ERROR_EVENT : trouble;
    }

    /** The run is over. */
    void stop() {
        if (stalled) {
            load.tally.stalledCut += cut() ? 1 : 0;
            close();
        } else if (behaviour == Behaviour.SLOW) {
            load.unfinishedSlow += closed ? 0 : 1;
            close();
        } else {
            broken(Trouble.TIMEOUT, "");
        }
    }

    /** Whether the other end has given up on a client who does not read. */
    private boolean cut() {
        try {
            int count;
            do {
                count = channel.read(load.in.clear());
            } while (count > 0);
            return count < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private void broken(Trouble why, String text) {
        if (!closed) {
            String where = "client %d, %s, stream %d of the mock, %d events read%s%s"
                    .formatted(number, behaviour, streamAtMock, next, text.isEmpty() ? "" : ": ", text);
            load.tally.broken(why, response.status(), where);
            close();
        }
    }

    private void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
        load.ended(this, next > 0);
    }
}
