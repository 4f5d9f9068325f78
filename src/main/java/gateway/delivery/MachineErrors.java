package gateway.delivery;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * An error of the Java machine in a step, such as a stack that is too deep, becomes an exception. Camel passes the others by
 * every {@code doCatch} and {@code doFinally}: the request would have no answer of ours and no end.
 */
final class MachineErrors implements InterceptStrategy {

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                try {
                    return super.process(exchange, callback);
                } catch (VirtualMachineError | LinkageError e) {
                    exchange.setException(new IllegalStateException("a step failed", e));
                    callback.done(true);
                    return true;
                }
            }
        };
    }
}
