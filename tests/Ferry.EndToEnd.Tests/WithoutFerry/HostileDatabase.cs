using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.WithoutFerry;

/// <summary>A small shop of films with everything in it that a script could trip over: names, comments, rows and code that look like commands
/// of the clients, and values that do not survive being text. Were one of the commands run, a file called hacked would appear.</summary>
internal static class HostileDatabase
{
    private const string Command = "\n\\! touch hacked\nsystem touch hacked\n*/ \\! touch hacked\n";

    public static IEnumerable<string> Statements(ServerKind kind) =>
    [
        "CREATE TABLE genres (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(40) CHARACTER SET latin1) AUTO_INCREMENT = 50",
        "INSERT INTO genres VALUES (0, 0x818D), (1, 'it''s\\t\\\\ \\n;'), (2, NULL), (3, '\\\\N')",
        "CREATE TABLE `\\! touch hacked` (`\\! touch hacked` INT PRIMARY KEY, genre INT, KEY (genre), FOREIGN KEY (genre) REFERENCES genres (id))",
        "INSERT INTO `\\! touch hacked` VALUES (1, 1)",
        $"CREATE TABLE `x{Command}y` (id INT PRIMARY KEY, f FLOAT, b BLOB, j JSON, e ENUM('','a','*/'), p POINT, c VARCHAR(99) DEFAULT '{Escaped}') COMMENT '{Escaped}'",
        $"INSERT INTO `x{Command}y` VALUES (1, 16777216, 0x005C5C4E0A090D1A27, '{{\"a\": \"é🎬\"}}', '', ST_GeomFromText('POINT(1 2)', 4326), '{Escaped}'), (2, 0.1, NULL, NULL, 'a', NULL, NULL)",
        $"CREATE VIEW `v{Command}w` AS SELECT '{Escaped}' AS c, `\\! touch hacked` FROM `\\! touch hacked`",
        $"CREATE PROCEDURE p() COMMENT '{Escaped}' BEGIN\n/*\n\\! touch hacked\nDELIMITER $$\n*/\nSELECT '\n\\! touch hacked\n', ';;', '$$'; -- \\! touch hacked\nEND",
        "CREATE TRIGGER tr BEFORE INSERT ON genres FOR EACH ROW BEGIN SET NEW.name = CONCAT(NEW.name, '//'); /* $$ */ END",
        "CREATE EVENT ev ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 00:00:00' DO SELECT '\n\\! touch hacked\n'",
        kind == ServerKind.MySql
            ? "CREATE TABLE h (id INT PRIMARY KEY, v VECTOR(2))"
            : "CREATE TABLE h (id INT PRIMARY KEY, u UUID) WITH SYSTEM VERSIONING",
        kind == ServerKind.MySql
            ? "INSERT INTO h VALUES (1, STRING_TO_VECTOR('[1,2]'))"
            : "INSERT INTO h VALUES (1, '123e4567-e89b-12d3-a456-426655440000')",
    ];

    public static void ShouldHaveRunNothing(DirectoryInfo folder) =>
        folder.EnumerateFiles("hacked*", SearchOption.AllDirectories).ShouldBeEmpty();

    private static string Escaped => Command.Replace("\\", "\\\\", StringComparison.Ordinal);
}
