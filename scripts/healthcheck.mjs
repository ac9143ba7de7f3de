// Health check of the container image: exit code 0 while the server answers on this machine. Plain Node.
const { PORT = '3000' } = process.env;

try {
  const response = await fetch(`http://127.0.0.1:${PORT}/healthz`, { signal: AbortSignal.timeout(2_500) });
  process.exitCode = response.ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
