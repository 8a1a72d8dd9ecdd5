using Ferry.Environments;

namespace Ferry.EndToEnd.Tests.Sync;

/// <summary>Movies, people, who watched what, comments on comments, orders: production and local have some of it in common, under other ids.</summary>
internal sealed class SyncScene(bool numbered)
{
    public static SyncOptions Options { get; } = new()
    {
        Identity = new Dictionary<string, IdentityRule> { ["users"] = new(IdentityKind.Columns, [["email"]]) },
        References = new Dictionary<string, ReferenceOptions>
        {
            ["comments.commentable_id"] = new() { Type = "commentable_type", Tables = new Dictionary<string, string> { ["movie"] = "movies", ["order"] = "orders" } },
        },
    };

    /// <summary>Who watched what, told without ids.</summary>
    public const string Watched =
        "SELECT u.email, m.slug, w.rating FROM movie_user w JOIN users u ON u.id = w.user_id JOIN movies m ON m.id = w.movie_id ORDER BY 1, 2, 3";

    public const string Ordered =
        "SELECT u.email, o.total, m.slug, i.price FROM order_items i JOIN orders o ON o.id = i.order_id JOIN users u ON u.id = o.user_id JOIN movies m ON m.id = i.movie_id ORDER BY 1, 2, 3, 4";

    public const string Commented =
        """
        SELECT u.email, c.body, p.body, c.commentable_type, m.slug, o.total FROM comments c JOIN users u ON u.id = c.user_id LEFT JOIN comments p ON p.id = c.parent_id
        LEFT JOIN movies m ON c.commentable_type = 'movie' AND m.id = c.commentable_id LEFT JOIN orders o ON c.commentable_type = 'order' AND o.id = c.commentable_id ORDER BY 1, 2
        """;

    public static async Task<SyncScene> MakeAsync(SyncPair pair, bool numbered)
    {
        var scene = new SyncScene(numbered);
        pair.Options = Options;
        await pair.Production.ExecuteAsync(scene.Tables(pair.Production));
        await pair.Local.ExecuteAsync(scene.Tables(pair.Local));
        await pair.Production.ExecuteAsync(scene.ProductionRows);
        await pair.Local.ExecuteAsync(scene.LocalRows);
        return scene;
    }

    /// <summary>A <c>ferry.json</c> for both.</summary>
    public static string Settings(SyncPair pair) =>
        $$"""
        { "Ferry": { "Application": "movies", "Backup": { "LockTimeout": "60s" }, "Environments": {
            "local": { "Databases": { "main": "{{pair.Local.Target.Display}}" } },
            "production": { "Databases": { "main": "{{pair.Production.Target.Display}}" } } },
          "Sync": {
            "Identity": { "users": ["email"] },
            "References": { "comments.commentable_id": { "Type": "commentable_type", "Tables": { "movie": "movies", "order": "orders" } } } } } }
        """;

    /// <summary>What a side holds, told without ids: a number that was given away and taken back is not given again.</summary>
    public static async Task<string> ToldAsync(SyncSide side)
    {
        string[] queries = ["SELECT email, name FROM users ORDER BY 1", "SELECT slug, title, released FROM movies ORDER BY 1", Watched, Ordered, Commented];
        var told = new List<string>();
        foreach (var query in queries)
        {
            told.AddRange(await side.RowsAsync(query));
        }

        return string.Join("\n", told);
    }

    /// <summary>An id of production.</summary>
    public string P(int id) => Id(id, "aaaaaaaa");

    /// <summary>An id of local: the same numbers, but never the same UUIDs.</summary>
    public string L(int id) => Id(id, "bbbbbbbb");

    private string Id(int id, string start) => numbered ? $"{id}" : $"'{start}-0000-4000-8000-{id:D12}'";

    private string[] Tables(SyncSide side)
    {
        var key = numbered ? side.NumberedKey : "CHAR(36) NOT NULL PRIMARY KEY";
        var reference = numbered ? side.NumberedReference : "CHAR(36)";
        return
        [
            $"CREATE TABLE users (id {key}, email VARCHAR(100) NOT NULL, name VARCHAR(100), UNIQUE (email))",
            $"CREATE TABLE movies (id {key}, slug VARCHAR(100) NOT NULL, title VARCHAR(100), released INT, UNIQUE (slug))",
            $"""
            CREATE TABLE movie_user (id {key}, movie_id {reference} NOT NULL, user_id {reference} NOT NULL, rating INT, UNIQUE (movie_id, user_id),
              FOREIGN KEY (movie_id) REFERENCES movies (id), FOREIGN KEY (user_id) REFERENCES users (id))
            """,
            $"""
            CREATE TABLE comments (id {key}, parent_id {reference}, user_id {reference} NOT NULL, commentable_type VARCHAR(50), commentable_id {reference}, body VARCHAR(200),
              FOREIGN KEY (parent_id) REFERENCES comments (id), FOREIGN KEY (user_id) REFERENCES users (id))
            """,
            $"CREATE TABLE orders (id {key}, user_id {reference} NOT NULL, total INT, FOREIGN KEY (user_id) REFERENCES users (id))",
            $"""
            CREATE TABLE order_items (id {key}, order_id {reference} NOT NULL, movie_id {reference} NOT NULL, price INT,
              FOREIGN KEY (order_id) REFERENCES orders (id), FOREIGN KEY (movie_id) REFERENCES movies (id))
            """,
        ];
    }

    private string[] ProductionRows =>
    [
        $"INSERT INTO users VALUES ({P(1)}, 'ana@x.org', 'Ana'), ({P(2)}, 'bob@x.org', 'Bob'), ({P(3)}, 'cy@x.org', 'Cy')",
        $"INSERT INTO movies VALUES ({P(1)}, 'alien', 'Alien', 1979), ({P(2)}, 'brazil', 'Brazil', 1985), ({P(3)}, 'cube', 'Cube', 1997)",
        $"INSERT INTO movie_user VALUES ({P(1)}, {P(1)}, {P(1)}, 5), ({P(2)}, {P(2)}, {P(1)}, 4), ({P(3)}, {P(3)}, {P(2)}, 3)",
        $"INSERT INTO orders VALUES ({P(4)}, {P(1)}, 40), ({P(5)}, {P(2)}, 50)",
        $"INSERT INTO order_items VALUES ({P(1)}, {P(4)}, {P(1)}, 40), ({P(2)}, {P(5)}, {P(2)}, 25), ({P(3)}, {P(5)}, {P(3)}, 25)",
        $"INSERT INTO comments VALUES ({P(1)}, NULL, {P(1)}, 'movie', {P(1)}, 'great')",
        $"INSERT INTO comments VALUES ({P(2)}, {P(1)}, {P(2)}, 'movie', {P(1)}, 'agreed'), ({P(3)}, NULL, {P(2)}, 'order', {P(5)}, 'late')",
    ];

    private string[] LocalRows =>
    [
        $"INSERT INTO users VALUES ({L(1)}, 'dev@x.org', 'Dev'), ({L(2)}, 'ana@x.org', 'Ana L'), ({L(3)}, 'eve@x.org', 'Eve')",
        $"INSERT INTO movies VALUES ({L(1)}, 'cube', 'Cube', 1997), ({L(2)}, 'alien', 'Alien', 1979)",
        $"INSERT INTO movie_user VALUES ({L(1)}, {L(2)}, {L(2)}, 1), ({L(2)}, {L(1)}, {L(1)}, 2)",
        $"INSERT INTO orders VALUES ({L(5)}, {L(1)}, 55)",
        $"INSERT INTO order_items VALUES ({L(1)}, {L(5)}, {L(1)}, 55)",
        $"INSERT INTO comments VALUES ({L(1)}, NULL, {L(2)}, 'movie', {L(2)}, 'great'), ({L(2)}, NULL, {L(1)}, 'movie', {L(1)}, 'hm')",
    ];
}
