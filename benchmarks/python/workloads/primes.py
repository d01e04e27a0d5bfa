"""How many primes there are up to a limit, by trial division, in 100 pieces. A lower limit than in Java: the speed-up is compared."""

from harness.speed_up import measure_speed_up

PIECES = 100


def measure(scale):
    length = scale.of(2_000, 100_000, 400_000) // PIECES
    return measure_speed_up(scale, count, [(piece * length, (piece + 1) * length) for piece in range(PIECES)])


def count(piece):
    return sum(1 for candidate in range(max(2, piece[0]), piece[1]) if is_prime(candidate))


def is_prime(candidate):
    divisor = 2
    while divisor * divisor <= candidate:
        if candidate % divisor == 0:
            return False
        divisor += 1
    return True
