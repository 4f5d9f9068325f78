package gateway.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.identity.Principal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A task only ever goes forward. */
class TaskTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final VendorJob JOB = new VendorJob("acme", "acme-oil", "default", "acme-1", "o-7");

    @Test
    void neitherStateNorProgressGoBack() {
        Task running = filed(null).submitted(JOB, NOW, NOW).seen(TaskState.RUNNING, 46, NOW, NOW);

        Task seen = running.seen(TaskState.SUBMITTED, 10, NOW.plusSeconds(5), NOW);

        assertThat(seen.state()).isEqualTo(TaskState.RUNNING);
        assertThat(seen.progress()).isEqualTo(46);
        assertThat(seen.looks()).isEqualTo(2);
    }

    @Test
    void failuresAreCountedUntilOneQuestionIsAnswered() {
        Task failing = filed(null).submitted(JOB, NOW, NOW).unseen(NOW, NOW).unseen(NOW, NOW);

        assertThat(failing.failures()).isEqualTo(2);
        assertThat(failing.seen(TaskState.RUNNING, 1, NOW, NOW).failures()).isZero();
    }

    @Test
    void nobodyLooksAtWhatHasEndedUnlessAWebhookIsToBeTold() {
        Task silent = filed(null).ended(TaskState.SUCCEEDED, 200, NOW);
        Task told = filed("https://me.example").ended(TaskState.FAILED, 502, NOW);

        assertThat(silent.nextAt()).isNull();
        assertThat(silent.notice()).isEqualTo(Notice.NONE);
        assertThat(silent.progress()).isEqualTo(100);
        assertThat(told.nextAt()).isEqualTo(NOW);
        assertThat(told.notice()).isEqualTo(Notice.DUE);
    }

    @Test
    void theVendorOfACancelledTaskIsToldBeforeItsWebhook() {
        Task recalled = filed("https://me.example")
                .submitted(JOB, NOW, NOW)
                .ended(TaskState.CANCELLED, 0, NOW)
                .recalling(NOW);

        assertThat(recalled.state()).isEqualTo(TaskState.CANCELLED);
        assertThat(recalled.recall()).isTrue();
        Task toldOff = recalled.toldOff(NOW);
        assertThat(toldOff.recall()).isFalse();
        assertThat(toldOff.nextAt()).isEqualTo(NOW);
        assertThat(filed(null)
                        .submitted(JOB, NOW, NOW)
                        .ended(TaskState.CANCELLED, 0, NOW)
                        .recalling(NOW)
                        .toldOff(NOW)
                        .nextAt())
                .isNull();
    }

    @Test
    void whatFoundNoRoomCountsAsNeverBegun() {
        Task begun = filed(null).begun(NOW).begun(NOW);

        assertThat(begun.runs()).isEqualTo(2);
        assertThat(begun.lost(NOW, NOW).runs()).isEqualTo(2);
        Task putOff = begun.putOff(NOW, NOW).begun(NOW).putOff(NOW, NOW);
        assertThat(putOff.runs()).isZero();
        assertThat(putOff.looks()).isEqualTo(2);
        assertThat(putOff.submitted(JOB, NOW, NOW).looks()).isZero();
    }

    @Test
    void aQuestionThatWasPutOffIsNoAnswer() {
        Task failing = filed(null).submitted(JOB, NOW, NOW).unseen(NOW, NOW);

        Task later = failing.later(NOW.plusSeconds(5));

        assertThat(later.failures()).isEqualTo(1);
        assertThat(later.looks()).isEqualTo(1);
        assertThat(later.nextAt()).isEqualTo(NOW.plusSeconds(5));
    }

    /** A vendor that wants to be left alone for a day does not keep a task for a day. */
    @Test
    void nobodyPutsOffTheMomentAtWhichItIsGivenUp() {
        Task task = filed(null);
        Task working = task.submitted(JOB, NOW, NOW);
        Instant tomorrow = NOW.plusSeconds(86_400);

        assertThat(task.putOff(tomorrow, NOW).nextAt()).isEqualTo(task.expiresAt());
        assertThat(task.submitted(JOB, tomorrow, NOW).nextAt()).isEqualTo(task.expiresAt());
        assertThat(working.seen(TaskState.RUNNING, 1, tomorrow, NOW).nextAt()).isEqualTo(task.expiresAt());
        assertThat(working.unseen(tomorrow, NOW).nextAt()).isEqualTo(task.expiresAt());
        assertThat(working.later(tomorrow).nextAt()).isEqualTo(task.expiresAt());
        Task expired = working.ended(TaskState.EXPIRED, 504, task.expiresAt()).recalling(task.expiresAt());
        assertThat(expired.unseen(tomorrow, NOW).nextAt()).isEqualTo(tomorrow);
    }

    private static Task filed(String webhook) {
        Order order = new Order("/v1/images/generations", null, null, true, "", webhook);
        return Task.filed("task_a", new Principal("acme", "key-1", "free"), order, NOW, NOW.plusSeconds(60));
    }
}
