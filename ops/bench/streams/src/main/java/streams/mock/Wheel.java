package streams.mock;

/** Timers in slots of a millisecond: adding one and firing one cost the same however many there are, and no memory. */
final class Wheel {

    private static final long TICK = 1_000_000;
    private static final int SLOTS = 4096;

    private final Timed[] slots = new Timed[SLOTS];
    private final long start;
    private long current; // ticks that have been fired
    private int size;

    Wheel(long now) {
        start = now;
    }

    /** One that is due already fires with the next tick. */
    void add(Timed timed) {
        size++;
        insert(timed);
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Fires all that is due. */
    void advance(long now) {
        long until = (now - start) / TICK;
        if (size == 0) {
            current = until;
        }
        while (current < until) {
            current++;
            int slot = (int) (current % SLOTS);
            Timed timed = slots[slot];
            slots[slot] = null;
            while (timed != null) {
                Timed next = timed.next;
                timed.next = null;
                if (tick(timed.due) > current) {
                    insert(timed);
                } else {
                    size--;
                    timed.fire(System.nanoTime());
                }
                timed = next;
            }
        }
    }

    /** Milliseconds until something may be due, from 1 to the given most. */
    int idle(int most) {
        int ticks = 1;
        while (ticks < most && slots[(int) ((current + ticks) % SLOTS)] == null) {
            ticks++;
        }
        return ticks;
    }

    private void insert(Timed timed) {
        int slot = (int) (Math.max(current + 1, tick(timed.due)) % SLOTS);
        timed.next = slots[slot];
        slots[slot] = timed;
    }

    /** The first tick at which it is due. */
    private long tick(long due) {
        return (due - start + TICK - 1) / TICK;
    }
}
