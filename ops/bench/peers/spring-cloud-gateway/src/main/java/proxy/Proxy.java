package proxy;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Nothing but a proxy: its one route stands in {@code application.yml}. */
@SpringBootApplication
public class Proxy {

    public static void main(String[] args) {
        SpringApplication.run(Proxy.class, args);
    }
}
