using Ferry.Pipeline;

namespace Ferry.Tests.Pipeline;

public sealed class StagesTests
{
    [Fact]
    public async Task The_first_failure_is_told_also_where_another_stage_cannot_be_told_to_stop()
    {
        var waiting = new TaskCompletionSource();

        async Task WaitAsync(CancellationToken token)
        {
            using var refusing = token.Register(() => throw new IOException("The connection is lost, too."));
            waiting.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        }

        async Task FailAsync(CancellationToken token)
        {
            await waiting.Task;
            throw new InvalidDataException("The connection is lost.");
        }

        await Should.ThrowAsync<InvalidDataException>(() => Stages.RunAsync(TestContext.Current.CancellationToken, WaitAsync, FailAsync));
    }
}
