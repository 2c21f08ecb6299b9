//! Channels, semaphores and events.

use std::cell::Cell;
use std::rc::Rc;

use coroscope::runtime::trace::{End, On, TaskId, What};
use coroscope::runtime::{
    Closed, Event, Semaphore, bounded_channel, channel, gather, log, now, sleep, spawn, timeout,
    yield_now,
};

use crate::support::{Census, events, lines, ms, output, polls, run, task};

#[test]
fn messages_arrive_in_the_order_sent() {
    let trace = run(async {
        let (sender, receiver) = channel();
        let producer = spawn(async move {
            for number in 0..4 {
                sleep(ms(10)).await;
                sender.send(number).await.expect("somebody receives");
            }
        });
        while let Ok(number) = receiver.receive().await {
            log(number.to_string());
        }
        producer.await;
    });
    assert_eq!(output(&trace), [(10, "0"), (20, "1"), (30, "2"), (40, "3")]);
}

#[test]
fn a_full_channel_makes_its_sender_wait() {
    let trace = run(async {
        let (sender, receiver) = bounded_channel(2);
        spawn(async move {
            for number in 0..4 {
                sender.send(number).await.expect("somebody receives");
                log(format!("sent {number}"));
            }
        })
        .detach();
        sleep(ms(10)).await;
        assert_eq!(receiver.receive().await, Ok(0));
        sleep(ms(10)).await;
        assert_eq!(receiver.receive().await, Ok(1));
        sleep(ms(10)).await;
    });
    assert_eq!(output(&trace), [(0, "sent 0"), (0, "sent 1"), (10, "sent 2"), (20, "sent 3")]);
}

#[test]
fn a_channel_without_room_has_room_for_one() {
    run(async {
        let (sender, receiver) = bounded_channel(0);
        sender.send(1).await.expect("there is room");
        assert_eq!(receiver.receive().await, Ok(1));
    });
}

#[test]
fn a_channel_with_nobody_at_its_other_end_is_closed() {
    run(async {
        let (sender, receiver) = channel::<u8>();
        drop(sender);
        assert_eq!(receiver.receive().await, Err(Closed));
        let (sender, receiver) = channel();
        drop(receiver);
        assert_eq!(sender.send(1).await, Err(Closed));
    });
}

#[test]
fn a_message_is_received_once_however_many_receive() {
    let trace = run(async {
        let (sender, receiver) = channel();
        let receivers = ["a", "b"].map(|name| {
            let receiver = receiver.clone();
            async move {
                while let Ok(number) = receiver.receive().await {
                    log(format!("{name} {number}"));
                }
            }
        });
        let all = gather(receivers);
        drop(receiver);
        for number in 0..4 {
            sender.send(number).await.expect("somebody receives");
            sleep(ms(1)).await;
        }
        drop(sender);
        all.await;
    });
    let numbers: Vec<char> = trace.output().iter().filter_map(|line| line.chars().last()).collect();
    assert_eq!(numbers, ['0', '1', '2', '3']);
}

#[test]
fn a_receive_given_up_loses_no_message() {
    run(async {
        let (sender, receiver) = channel();
        assert!(timeout(ms(5), receiver.receive()).await.is_err());
        sender.send(7).await.expect("somebody receives");
        assert_eq!(receiver.receive().await, Ok(7));
    });
}

#[test]
fn messages_nobody_received_are_dropped_with_the_channel() {
    let census = Census::default();
    let values = census.clone();
    run(async move {
        let (sender, receiver) = channel();
        for _ in 0..3 {
            sender.send(values.value()).await.expect("somebody receives");
        }
        drop(receiver.receive().await);
        assert_eq!(values.dropped(), 1);
    });
    assert_eq!((census.made(), census.dropped()), (3, 3));
}

#[test]
fn a_semaphore_of_four_lets_four_in() {
    let inside = Rc::new(Cell::new((0_u32, 0_u32)));
    let most = Rc::clone(&inside);
    let trace = run(async move {
        let semaphore = Semaphore::new(4);
        let workers = (0..10).map(|_| {
            let (semaphore, inside) = (semaphore.clone(), Rc::clone(&inside));
            async move {
                let _permit = semaphore.acquire().await;
                let (now_inside, most) = inside.get();
                inside.set((now_inside + 1, most.max(now_inside + 1)));
                sleep(ms(10)).await;
                inside.set((inside.get().0 - 1, inside.get().1));
            }
        });
        gather(workers.collect::<Vec<_>>()).await;
        assert_eq!(now(), ms(30));
    });
    assert_eq!(most.get(), (0, 4));
    let held = trace.events().filter_map(|event| match event.what {
        What::Level { held, .. } => Some(held),
        _ => None,
    });
    assert_eq!(held.max(), Some(4));
}

#[test]
fn a_permit_is_given_back_by_a_cancelled_task() {
    run(async {
        let semaphore = Semaphore::new(1);
        let theirs = semaphore.clone();
        let holder = spawn(async move {
            let _permit = theirs.acquire().await;
            sleep(ms(1000)).await;
        });
        yield_now().await;
        assert!(timeout(ms(5), semaphore.acquire()).await.is_err());
        holder.cancel().await;
        drop(semaphore.acquire().await);
        assert_eq!(now(), ms(5));
    });
}

#[test]
fn setting_an_event_lets_everybody_go_on() {
    let trace = run(async {
        let event = Event::new();
        let waiters = ["a", "b"].map(|name| {
            let event = event.clone();
            async move {
                event.wait().await;
                log(name);
            }
        });
        let all = gather(waiters);
        sleep(ms(10)).await;
        event.set();
        assert!(event.is_set());
        event.wait().await;
        all.await;
    });
    assert_eq!(output(&trace), [(10, "a"), (10, "b")]);
}

#[test]
fn an_event_taken_back_at_once_still_lets_those_go_on_who_waited() {
    let trace = run(async {
        let event = Event::new();
        let theirs = event.clone();
        let waiter = spawn(async move {
            theirs.wait().await;
            log("once");
            theirs.wait().await;
            log("twice");
        });
        sleep(ms(10)).await;
        event.set();
        event.clear();
        sleep(ms(10)).await;
        event.set();
        waiter.await;
    });
    assert_eq!(output(&trace), [(10, "once"), (20, "twice")]);
}

#[test]
fn waits_on_what_is_shared_say_what_and_where() {
    let first = line!() + 6;
    let trace = run(async {
        let (sender, receiver) = channel::<u8>();
        let semaphore = Semaphore::new(0);
        let event = Event::default();
        let waiting = spawn(async move {
            let _ = timeout(ms(1), receiver.receive()).await;
            let _ = timeout(ms(1), semaphore.acquire()).await;
            let _ = timeout(ms(1), event.wait()).await;
        });
        waiting.named("waiting").await;
        drop(sender);
    });
    let shared =
        |what: &What| matches!(what, What::Waits(On::Channel(_) | On::Semaphore(_) | On::Event(_)));
    let waits: Vec<What> =
        events(&trace, task(&trace, "waiting")).into_iter().filter(shared).collect();
    let expected = [On::Channel(1), On::Semaphore(2), On::Event(3)].map(What::Waits);
    assert_eq!(waits, expected);
    assert_eq!(lines(&trace, |what| shared(&what)), [first, first + 1, first + 2]);
}

#[test]
fn everybody_waiting_for_a_message_is_stuck() {
    let trace = run(async {
        let (_sender, receiver) = channel::<u8>();
        let _ = receiver.receive().await;
    });
    assert_eq!(trace.end(), Some(&End::Stuck));
    assert_eq!(polls(&trace, TaskId(0)), [0]);
}

#[test]
fn permits_go_to_those_who_wait_in_the_order_in_which_they_came() {
    let trace = run(async {
        let permits = Semaphore::new(1);
        let worker = |name: char| {
            let permits = permits.clone();
            async move {
                let _permit = permits.acquire().await;
                sleep(ms(10)).await;
                log(name.to_string());
            }
        };
        gather(('A'..='F').map(worker)).await;
    });
    let expected = [(10, "A"), (20, "B"), (30, "C"), (40, "D"), (50, "E"), (60, "F")];
    assert_eq!(output(&trace), expected);
}

#[test]
fn nobody_takes_a_permit_before_those_who_wait() {
    let trace = run(async {
        let permits = Semaphore::new(1);
        let worker = |name: &'static str, times: u32| {
            let permits = permits.clone();
            async move {
                for _ in 0..times {
                    let _permit = permits.acquire().await;
                    log(name);
                    yield_now().await;
                }
            }
        };
        gather([worker("a", 2), worker("b", 1)]).await;
    });
    assert_eq!(output(&trace), [(0, "a"), (0, "b"), (0, "a")]);
}

#[test]
fn a_permit_that_its_next_holder_does_not_want_any_more_goes_to_the_one_behind() {
    let trace = run(async {
        let permits = Semaphore::new(1);
        let wanted = || {
            let permits = permits.clone();
            async move {
                let _permit = permits.acquire().await;
                log("has it");
            }
        };
        let held = permits.acquire().await;
        let (next, behind) = (spawn(wanted()), spawn(wanted()).named("behind"));
        yield_now().await;
        drop(held);
        // It was handed the permit and has not been polled since.
        drop(next);
        behind.await;
        let _free = permits.acquire().await;
    });
    assert_eq!(output(&trace), [(0, "has it")]);
    assert_eq!(polls(&trace, task(&trace, "behind")), [0, 0], "it is not woken in vain");
}

#[test]
fn messages_go_to_those_who_wait_in_the_order_in_which_they_came() {
    let trace = run(async {
        let (sender, receiver) = channel();
        let worker = |name: &'static str, times: u32| {
            let receiver = receiver.clone();
            async move {
                for _ in 0..times {
                    let message: u32 = receiver.receive().await.expect("somebody sends");
                    log(format!("{name} got {message}"));
                }
            }
        };
        let workers = gather([worker("a", 2), worker("b", 1)]);
        yield_now().await;
        for number in 1..=3 {
            sleep(ms(10)).await;
            sender.send(number).await.expect("somebody receives");
        }
        workers.await;
    });
    assert_eq!(output(&trace), [(10, "a got 1"), (20, "b got 2"), (30, "a got 3")]);
}

#[test]
fn senders_wait_for_room_in_the_order_in_which_they_came() {
    let trace = run(async {
        let (sender, receiver) = bounded_channel(1);
        let send = |number: u32| {
            let sender = sender.clone();
            async move {
                sender.send(number).await.expect("somebody receives");
                sender.send(number + 10).await.expect("somebody receives");
            }
        };
        let senders = gather([send(1), send(2), send(3)]);
        for _ in 0..6 {
            sleep(ms(10)).await;
            log(receiver.receive().await.expect("somebody sends").to_string());
        }
        senders.await;
    });
    let printed: Vec<&str> = output(&trace).into_iter().map(|(_, text)| text).collect();
    // The first one had room for its first, so it waits with its second before the others wait.
    assert_eq!(printed, ["1", "11", "2", "3", "12", "13"]);
}

#[test]
fn a_message_whose_receiver_gives_up_goes_to_the_one_behind() {
    run(async {
        let (sender, receiver) = channel();
        let (first, second) = (receiver.clone(), receiver);
        let first = spawn(async move { first.receive().await });
        let second = spawn(async move { second.receive().await });
        yield_now().await;
        sender.send(7).await.expect("somebody receives");
        drop(first);
        assert_eq!(second.await, Ok(7));
    });
}

#[test]
fn an_event_that_was_taken_back_wakes_nobody_who_came_later() {
    run(async {
        let event = Event::new();
        let wait = || {
            let event = event.clone();
            async move { event.wait().await }
        };
        let before = spawn(wait());
        yield_now().await;
        event.set();
        event.clear();
        let later = spawn(wait());
        // Its turn had come, and it is nobody else's.
        drop(before);
        assert!(timeout(ms(10), later).await.is_err());
    });
}
