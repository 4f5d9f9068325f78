package routes;

import gateway.api.Dialects;
import gateway.delivery.Admit;
import gateway.delivery.Call;
import gateway.delivery.Callbacks;
import gateway.delivery.Deliver;
import gateway.delivery.Intake;
import gateway.delivery.LookAtTask;
import gateway.delivery.PlanCall;
import gateway.delivery.ReadImages;
import gateway.delivery.Reception;
import gateway.delivery.Refuse;
import gateway.delivery.Settle;
import gateway.delivery.ShowTasks;
import gateway.delivery.TaskCalls;
import gateway.delivery.VendorRouter;
import gateway.tasks.TaskLease;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Work that outlives its request: who goes on with it, and what its caller sees of it. */
@Component
class TaskRoutes extends GatewayRoutes {

    private final Reception reception;
    private final Admit admit;
    private final TaskCalls taskCalls;
    private final ReadImages readImages;
    private final PlanCall planCall;
    private final VendorRouter router;
    private final Intake intake;
    private final Deliver deliver;
    private final LookAtTask lookAtTask;
    private final ShowTasks showTasks;
    private final Callbacks callbacks;
    private final Refuse refuse;
    private final Settle settle;

    TaskRoutes(
            Reception reception,
            Admit admit,
            TaskCalls taskCalls,
            ReadImages readImages,
            PlanCall planCall,
            VendorRouter router,
            Intake intake,
            Deliver deliver,
            LookAtTask lookAtTask,
            ShowTasks showTasks,
            Callbacks callbacks,
            Refuse refuse,
            Settle settle) {
        this.reception = reception;
        this.admit = admit;
        this.taskCalls = taskCalls;
        this.readImages = readImages;
        this.planCall = planCall;
        this.router = router;
        this.intake = intake;
        this.deliver = deliver;
        this.lookAtTask = lookAtTask;
        this.showTasks = showTasks;
        this.callbacks = callbacks;
        this.refuse = refuse;
        this.settle = settle;
    }

    @Override
    public void configure() {
        run();
        look();
        callback();
        forCallers("list-tasks", "Lists the caller's tasks", "/api/v1/tasks", showTasks::list);
        forCallers(
                "show-task",
                "Shows a task, when it has ended if its caller waits",
                "/api/v1/tasks/{id}",
                showTasks::show);
        forCallers(
                "cancel-task",
                "Ends a task that is not wanted any more",
                "/api/v1/tasks/{id}/cancel",
                showTasks::cancel);
        forCallers("tell-webhook", "Has a webhook told once more", "/api/v1/tasks/{id}/webhook", showTasks::tellAgain);
        forCallers("show-webhook-secret", "Shows how webhooks are signed", "/api/v1/webhook-secret", showTasks::secret);
    }

    /** Who has the address may: vendors have no key. */
    private void callback() {
        // @formatter:off
        from("direct:hear-callback")
            .routeId("hear-callback").routeDescription("Takes a vendor's word that there is news of its work")
            .process(reception(reception, path -> "/api/v1/callbacks/{vendor}/{token}", Dialects.CANONICAL))
                .id("hear-callback-receive")
            .doTry()
                .process(step(callbacks::admit)).id("hear-callback-admit")
                .process(step(callbacks::take)).id("hear-callback-answer")
            .doCatch(Exception.class)
                .process(failure(refuse::refuse)).id("hear-callback-refuse")
            .doFinally()
                .process(step(settle::settle)).id("hear-callback-settle")
            .end();
        // @formatter:on
    }

    private void run() {
        // @formatter:off
        from("direct:run-task")
            .routeId("run-task").routeDescription("Does the work of a task, or has a vendor begin it")
            .process(this::receive).id("run-task-receive")
            .doTry()
                .process(step(readImages::read)).id("run-task-read")
                .process(step(planCall::plan)).id("run-task-plan")
                .dynamicRouter(value(router::next)).id("run-task-next-vendor")
                    .description("One attempt after the other, until there is an answer or nobody left")
                .process(step(router::requireAnswer)).id("run-task-require-answer")
                .process(step(deliver::deliver)).id("run-task-deliver")
            .endDoTry()
            .doCatch(Exception.class)
                .process(failure(refuse::refuse)).id("run-task-refuse")
            .doFinally()
                .process(step(settle::settle)).id("run-task-settle")
                .process(step(taskCalls::conclude)).id("run-task-keep")
            .end();
        // @formatter:on
    }

    private void look() {
        // @formatter:off
        from("direct:look-at-task")
            .routeId("look-at-task").routeDescription("Asks a vendor about work that it has begun")
            .process(this::receive).id("look-at-task-receive")
            .doTry()
                .process(step(lookAtTask::aim)).id("look-at-task-aim")
                .setProperty(VENDOR_ENDPOINT, value(Call::vendorEndpoint)).id("look-at-task-choose")
                .toD(CHOSEN_VENDOR).id("look-at-task-call").description("The route of the vendor that has begun it")
                .process(exchange -> intake.take(call(exchange), exchange.getMessage())).id("look-at-task-take-answer")
                .filter(exchange -> call(exchange).answered()).id("look-at-task-if-done")
                    .process(step(deliver::deliver)).id("look-at-task-deliver")
                .end()
            .endDoTry()
            .doCatch(Exception.class)
                .process(failure(lookAtTask::failed)).id("look-at-task-failed")
            .doFinally()
                .process(step(settle::settle)).id("look-at-task-settle")
                .process(step(taskCalls::conclude)).id("look-at-task-keep")
            .end();
        // @formatter:on
    }

    private void receive(Exchange exchange) {
        TaskLease lease = exchange.getMessage().getBody(TaskLease.class);
        exchange.setProperty(Call.PROPERTY, taskCalls.receive(lease));
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(null);
    }

    private void forCallers(String id, String description, String path, Step answer) {
        // @formatter:off
        from("direct:" + id)
            .routeId(id).routeDescription(description)
            .process(reception(reception, given -> path, Dialects.CANONICAL)).id(id + "-receive")
            .doTry()
                .process(step(admit::admit)).id(id + "-admit")
                .process(step(answer)).id(id + "-answer")
            .doCatch(Exception.class)
                .process(failure(refuse::refuse)).id(id + "-refuse")
            .doFinally()
                .process(step(settle::settle)).id(id + "-settle")
            .end();
        // @formatter:on
    }
}
