package streams.load;

/** What a client does. */
enum Behaviour {
    /** Reads whatever comes at once. */
    READS,
    /** Closes its connection after some events. */
    LEAVES,
    /** Reads no more than so many bytes a second. */
    SLOW,
    /** Reads some events and then no more. */
    STALLS
}
