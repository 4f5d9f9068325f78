/** Words of due tasks over RocketMQ. */
@NullMarked
package gateway.tasks.rocketmq;

import org.jspecify.annotations.NullMarked;
