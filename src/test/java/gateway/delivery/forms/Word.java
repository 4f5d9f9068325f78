package gateway.delivery.forms;

/** What some forms can say and others cannot. */
public enum Word {
    /** Pictures among what a user says. */
    PICTURES,
    /** Thoughts that their vendor has signed. */
    THOUGHTS,
    /** Signatures on calls. */
    MARKS,
    /** How much is to be thought. */
    EFFORT,
    /** That a tool has failed. */
    FAILED,
    STOP,
    /** How many tokens were thought. */
    REASONING
}
