import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Properties;

/** Runs a query (second argument) by a JDBC URL (first), with the password of PGPASSWORD. */
public class Connect {
    public static void main(String[] arguments) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("password", System.getenv("PGPASSWORD"));
        try (Connection connection = DriverManager.getConnection(arguments[0], properties);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(arguments[1])) {
            result.next();
            System.out.println(result.getString(1));
        }
    }
}
