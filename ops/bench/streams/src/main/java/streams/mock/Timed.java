package streams.mock;

/** Something that a {@link Wheel} calls up when it is due. */
abstract class Timed {

    /** On System.nanoTime's clock. */
    long due;

    /** The next one in the same slot of the wheel. */
    Timed next;

    abstract void fire(long now);
}
