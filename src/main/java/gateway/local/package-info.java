/**
 * Vendors inside this process: any LangChain4j chat model behind the message form of an HTTP vendor, and the sandbox, a
 * scripted model that needs no key and no network.
 */
@NullMarked
package gateway.local;

import org.jspecify.annotations.NullMarked;
